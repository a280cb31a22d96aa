package io.doppelstream.trainer.report;

import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.util.List;

/**
 * What a training reported on its way.
 *
 * @param losses in the order of time
 * @param validations in the order of time
 * @param publishedStep rounds after which the model had the published weights
 * @param ending why it ended, for people
 */
public record TrainingCourse(List<Progress> losses, List<Validation> validations, long publishedStep, String ending) {

    public TrainingCourse {
        losses = List.copyOf(losses);
        validations = List.copyOf(validations);
    }
}

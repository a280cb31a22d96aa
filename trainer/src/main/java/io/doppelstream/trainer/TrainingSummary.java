package io.doppelstream.trainer;

import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.Validation;
import java.time.Duration;
import java.util.List;

/**
 * How a training went.
 *
 * @param ending why it ended
 * @param steps rounds that were run
 * @param publishedStep rounds after which the model had the published weights: those of its best evaluation
 * @param validationRows training rows set aside for the evaluations on the way; 0 where they were measured against the
 *     training rows themselves, see {@link io.doppelstream.trainer.validate.ValidationSlice}
 * @param encoders that were chosen before it began
 * @param evaluations on the way
 * @param training wall time of the training, trial of encoders, evaluations and checkpoints included, over all its resumptions
 * @param afterwards wall time of what came then: export and evaluation on the hold-out
 */
public record TrainingSummary(
        Ending ending,
        long steps,
        long publishedStep,
        int validationRows,
        EncoderChoices encoders,
        List<Validation> evaluations,
        Duration training,
        Duration afterwards) {

    /** Why a training ended. */
    public enum Ending {
        /** Its budget was used up. */
        BUDGET("the budget was used up"),
        /** The quality had stopped to rise. */
        DECLINE("the quality had fallen and stayed low");

        private final String reason;

        Ending(String reason) {
            this.reason = reason;
        }

        /** For people. */
        public String reason() {
            return reason;
        }
    }

    public TrainingSummary {
        evaluations = List.copyOf(evaluations);
    }

    TrainingSummary withAfterwards(Duration duration) {
        return new TrainingSummary(
                ending, steps, publishedStep, validationRows, encoders, evaluations, training, duration);
    }
}

package io.doppelstream.trainer.train;

import io.doppelstream.trainer.encoder.EncoderChoices;
import java.util.Set;

/** Told how a training goes, on the training thread: it must return soon. */
@FunctionalInterface
public interface TrainingListener {

    void onProgress(Progress progress);

    /** The model was evaluated on the way. */
    default void onValidation(Validation evaluation) {}

    /** Two short trainings begin that compare encoders of these columns. */
    default void onEncoderTrial(Set<String> columns) {}

    /** They are over; without choices they told nothing. */
    default void onEncoders(EncoderChoices choices) {}

    static TrainingListener silent() {
        return progress -> {};
    }
}

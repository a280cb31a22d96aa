package io.doppelstream.trainer.train;

/** Told how a training goes, on the training thread: it must return soon. */
@FunctionalInterface
public interface TrainingListener {

    void onProgress(Progress progress);

    /** The model was evaluated on the way. */
    default void onValidation(Validation evaluation) {}

    static TrainingListener silent() {
        return progress -> {};
    }
}

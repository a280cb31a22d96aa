package io.doppelstream.trainer.train;

/** How a training loop ended. Only a {@link Trained} model may be published. */
public sealed interface TrainingOutcome {

    /** Where it ended. */
    LoopPosition position();

    /** Rounds that were run. */
    default long steps() {
        return position().rounds();
    }

    /**
     * Every weight is finite.
     *
     * @param early whether the supervisor ended it before the budget was used up
     */
    record Trained(LoopPosition position, boolean early) implements TrainingOutcome {}

    /**
     * A loss or a weight became NaN or infinite.
     *
     * @param position where it was noticed
     * @param what what was found, where
     */
    record Diverged(LoopPosition position, String what) implements TrainingOutcome {}

    /** Stopped on request before the budget was used up. */
    record Interrupted(LoopPosition position) implements TrainingOutcome {}
}

package io.doppelstream.trainer.train;

import java.time.Duration;

/** How training ended. Only a {@link Trained} model may be published. */
public sealed interface TrainingOutcome {

    /** Rounds that were run. */
    long steps();

    /** The budget is used up and every weight is finite. */
    record Trained(long steps, Duration elapsed) implements TrainingOutcome {}

    /**
     * A loss or a weight became NaN or infinite.
     *
     * @param steps rounds until it was noticed
     * @param what what was found, where
     */
    record Diverged(long steps, String what) implements TrainingOutcome {}

    /** Stopped on request before the budget was used up. */
    record Interrupted(long steps) implements TrainingOutcome {}
}

package io.doppelstream.trainer;

import java.util.Map;

/** What a pilot training came to. */
sealed interface PilotOutcome {

    /**
     * It used its budget up.
     *
     * @param steps that it had
     * @param qualities of the columns by name, see {@link io.doppelstream.trainer.encoder.ColumnQuality}
     */
    record Measured(long steps, Map<String, Double> qualities) implements PilotOutcome {}

    /** A loss or a weight became NaN or infinite. */
    record Diverged() implements PilotOutcome {}

    /** Stopped on request. */
    record Interrupted() implements PilotOutcome {}
}

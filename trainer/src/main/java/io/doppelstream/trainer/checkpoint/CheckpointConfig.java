package io.doppelstream.trainer.checkpoint;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and how often an unfinished training is saved.
 *
 * @param start what to do with a checkpoint that is there already
 * @param interval between two checkpoints: what a killed training loses at most
 */
public record CheckpointConfig(Start start, Duration interval) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    /** What a training starts from. */
    public enum Start {
        /** The beginning; nothing is saved. */
        UNSAVED,
        /** The beginning; a checkpoint in its place is an error. */
        NEW,
        /** A checkpoint, which must exist. */
        RESUME
    }

    public CheckpointConfig {
        Objects.requireNonNull(start, "start");
        if (interval.isNegative()) {
            throw new IllegalArgumentException("expected an interval of at least 0, found " + interval);
        }
    }

    /** A checkpoint a minute. */
    public static CheckpointConfig of(Start start) {
        return new CheckpointConfig(start, DEFAULT_INTERVAL);
    }
}

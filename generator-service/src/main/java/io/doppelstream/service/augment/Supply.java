package io.doppelstream.service.augment;

import java.util.List;

/** What a model gives, now. */
@FunctionalInterface
interface Supply {
    /** Whether records of the rare class can be asked for. */
    sealed interface Answer {
        /** They can, under these conditions. */
        record Available(List<String> conditions) implements Answer {}

        /** Not yet: the model, or this version of it, is not published. */
        record Waiting(String message) implements Answer {}

        /** Not from this model. */
        record Impossible(String message) implements Answer {}
    }

    /**
     * Asks for records of one segment.
     *
     * @param segment as in {@link Observation}
     */
    Answer of(String segment);
}

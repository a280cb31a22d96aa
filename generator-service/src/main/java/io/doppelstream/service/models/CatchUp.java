package io.doppelstream.service.models;

/** Makes sure that everything written to a topic by now is known. */
@FunctionalInterface
public interface CatchUp {
    /** Waits for it. Throws {@link ModelUnavailableException} when that takes too long. */
    void await();
}

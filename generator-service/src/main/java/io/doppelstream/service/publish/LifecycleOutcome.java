package io.doppelstream.service.publish;

/** What became of an attempt to change what requests get. */
public sealed interface LifecycleOutcome {
    /**
     * It is so now.
     *
     * @param what in one sentence
     */
    record Done(String what) implements LifecycleOutcome {}

    /** Nothing was changed. */
    record Refused(String message) implements LifecycleOutcome {}
}

package io.doppelstream.trainer.train;

/** Asked between rounds; from any thread's point of view, a flag that is set once. */
@FunctionalInterface
public interface StopSignal {

    boolean requested();

    static StopSignal never() {
        return () -> false;
    }
}

package io.doppelstream.trainer.train;

/** Looks after a training between its rounds, on the training thread; the session is at rest then. Its time counts. */
@FunctionalInterface
public interface Supervisor {

    /**
     * Called before every round.
     *
     * @param position where the training stands
     * @param fraction of the budget that is used up, below 1
     * @return whether to go on
     */
    boolean goOn(LoopPosition position, double fraction);

    static Supervisor none() {
        return (position, fraction) -> true;
    }
}

package io.doppelstream.trainer.evaluate;

/** Told how an evaluation goes. */
@FunctionalInterface
public interface EvaluationListener {

    /**
     * A stage begins.
     *
     * @param stage what is measured, in a word or two
     * @param number number of the stage, from 1
     * @param stages number of stages
     */
    void onStage(String stage, int number, int stages);

    /** Tells nobody. */
    static EvaluationListener silent() {
        return (stage, number, stages) -> {};
    }
}

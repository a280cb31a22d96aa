package io.doppelstream.trainer.evaluate.detection;

/** Whether synthetic rows can be told from real ones. */
public sealed interface Detection {

    /**
     * Classifier two-sample test (Lopez-Paz and Oquab, 2017): mean AUC of a cross-validation, in [0, 1]; 0.5 is the goal.
     *
     * @param c2stAuc of boosted trees
     * @param linearC2stAuc of a logistic regression
     * @param rowsPerSide rows of each kind
     */
    record Measured(double c2stAuc, double linearC2stAuc, int rowsPerSide) implements Detection {}

    /**
     * Nothing could be measured.
     *
     * @param reason what was expected and found
     */
    record NotMeasured(String reason) implements Detection {}
}

package io.doppelstream.trainer.evaluate.utility;

import java.util.Map;
import java.util.TreeMap;

/** Whether a model trained on synthetic rows predicts a target in real ones. */
public sealed interface Utility {

    /** The column predicted. */
    String target();

    /** What is predicted. */
    enum Task {
        /** A class; scores {@code auc} and {@code f1}. */
        CLASSIFICATION,
        /** A number; score {@code r2}. */
        REGRESSION
    }

    /**
     * Both learners, trained on either side, tested on the same real rows.
     *
     * @param boosted scores of the boosted trees
     * @param linear scores of the linear model
     * @param realRows real rows trained on
     * @param syntheticRows synthetic rows trained on
     * @param testRows real rows tested on, in neither
     */
    record Measured(
            String target, Task task, Scores boosted, Scores linear, int realRows, int syntheticRows, int testRows)
            implements Utility {}

    /**
     * Nothing could be measured.
     *
     * @param reason what was expected and found
     */
    record NotMeasured(String target, String reason) implements Utility {}

    /**
     * Scores of one learner by name: {@code auc} and macro {@code f1} in [0, 1], or {@code r2}, at most 1.
     *
     * @param real trained on real rows
     * @param synthetic trained on synthetic rows (TSTR; Esteban, Hyland and Ratsch, 2017)
     */
    record Scores(Map<String, Double> real, Map<String, Double> synthetic) {
        public Scores {
            real = new TreeMap<>(real);
            synthetic = new TreeMap<>(synthetic);
        }
    }
}

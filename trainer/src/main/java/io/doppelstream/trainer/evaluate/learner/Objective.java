package io.doppelstream.trainer.evaluate.learner;

import java.util.Map;

/** What a learner is asked for. */
public sealed interface Objective {

    /** XGBoost's parameters for it. */
    Map<String, Object> parameters();

    /** Trees of one boosting round. */
    default int treesPerRound() {
        return 1;
    }

    /** Probability of the label 1. */
    record Binary() implements Objective {
        @Override
        public Map<String, Object> parameters() {
            return Map.of("objective", "binary:logistic");
        }
    }

    /** Probability of each label from 0 to {@code classes - 1}. */
    record MultiClass(int classes) implements Objective {
        @Override
        public Map<String, Object> parameters() {
            return Map.of("objective", "multi:softprob", "num_class", classes);
        }

        @Override
        public int treesPerRound() {
            return classes;
        }
    }

    /** The label itself, by least squares. */
    record Regression() implements Objective {
        @Override
        public Map<String, Object> parameters() {
            return Map.of("objective", "reg:squarederror");
        }
    }
}

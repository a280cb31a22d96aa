package io.doppelstream.trainer.evaluate.learner;

import io.doppelstream.model.data.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A learner with fixed settings, on one thread, so that a seed gives the same predictions every time: XGBoost (Chen and
 * Guestrin, 2016).
 */
public enum Learner {
    /** Gradient-boosted trees of depth 6, learning rate 0.1, each on 80 % of the rows, on histograms. */
    BOOSTED_TREES(
            200, Map.of("booster", "gbtree", "tree_method", "hist", "max_depth", 6, "eta", 0.1, "subsample", 0.8)),
    /**
     * Trees as one would tune them to predict: twice as many at half the learning rate, each on half of the columns, no leaf
     * with a hessian weight of less than five.
     */
    TUNED_TREES(
            400,
            Map.of(
                    "booster",
                    "gbtree",
                    "tree_method",
                    "hist",
                    "max_depth",
                    6,
                    "eta",
                    0.05,
                    "subsample",
                    0.8,
                    "colsample_bytree",
                    0.5,
                    "min_child_weight",
                    5)),
    /** A linear model (logistic for classes) by coordinate descent, with a weak L2 penalty. */
    LINEAR(100, Map.of("booster", "gblinear", "updater", "coord_descent", "eta", 0.5, "lambda", 0.0001));

    /** Most trees of a model: a target of many classes gets fewer rounds. */
    private static final int MOST_TREES = 4_000;

    private static final int FEWEST_ROUNDS = 20;

    private final int rounds;
    /** Made by {@code Map.of}. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, Object> settings;

    Learner(int rounds, Map<String, Object> settings) {
        this.rounds = rounds;
        this.settings = settings;
    }

    /**
     * Trains on some rows and predicts others.
     *
     * @param train rows to learn from
     * @param labels their labels, classes from 0
     * @param test rows to predict
     * @param used whether a column, by its index, is a feature
     * @param seed of the rows that each tree sees
     * @return for each test row one value, or a probability for each class
     */
    public float[][] predict(
            Table train, float[] labels, Table test, IntPredicate used, Objective objective, long seed) {
        FeatureEncoder encoder = new FeatureEncoder(train, used);
        try (NativeRows learned = new NativeRows(encoder.encode(train), labels);
                NativeRows asked = new NativeRows(encoder.encode(test), new float[test.rows()]);
                NativeBooster booster = train(learned, objective, seed)) {
            return booster.booster.predict(asked.matrix());
        } catch (XGBoostError e) {
            throw new IllegalStateException(
                    "Expected XGBoost to learn from " + train.rows() + " rows of " + encoder.width()
                            + " features, found: " + e.getMessage(),
                    e);
        }
    }

    /** Why learners do not work on this machine; empty where they do. */
    public static Optional<String> unavailable() {
        try {
            new NativeRows(new SparseRows(new long[] {0, 1}, new int[1], new float[1], 1), new float[1]).close();
            return Optional.empty();
        } catch (XGBoostError | LinkageError e) {
            return Optional.of("Expected XGBoost's native library to load, found: " + e
                    + "; on Linux it needs the system's libgomp.so.1 (package libgomp1)");
        }
    }

    private NativeBooster train(NativeRows rows, Objective objective, long seed) throws XGBoostError {
        Map<String, Object> parameters = new HashMap<>(settings);
        parameters.putAll(objective.parameters());
        parameters.put("nthread", 1);
        parameters.put("seed", (int) (seed & Integer.MAX_VALUE));
        parameters.put("verbosity", 0);
        int some = this == LINEAR ? rounds : Math.min(rounds, MOST_TREES / objective.treesPerRound());
        return new NativeBooster(
                XGBoost.train(rows.matrix(), parameters, Math.max(FEWEST_ROUNDS, some), Map.of(), null, null));
    }

    /** Owner of a native model. */
    private record NativeBooster(Booster booster) implements AutoCloseable {
        @Override
        public void close() {
            booster.dispose();
        }
    }
}

package io.doppelstream.trainer.evaluate.learner;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.score.Ranking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A detector of a rare class as one would tune it: boosted trees (XGBoost; Chen and Guestrin, 2016) with the best of a few
 * settings, each stopped early, by average precision on validation rows. Whatever it learns from, the budget of the search, the features, the
 * validation rows and the rows asked are the same. Thread-safe: each search has native memory of its own.
 */
public final class TunedDetector {

    private static final int MOST_ROUNDS = 300;
    /** Rounds between two looks at the validation rows. */
    private static final int STEP = 10;
    /** Looks without an improvement before a training ends. */
    private static final int PATIENCE = 3;

    /** Settings that are tried. */
    private static final List<Setting> SETTINGS =
            List.of(new Setting(3, 1, 1.0), new Setting(6, 1, 1.0), new Setting(6, 10, 0.5), new Setting(9, 5, 0.5));

    private record Setting(int depth, int leastWeight, double columns) {
        Map<String, Object> parameters() {
            return Map.of("max_depth", depth, "min_child_weight", leastWeight, "colsample_bytree", columns);
        }

        @Override
        public String toString() {
            return "depth %d, child weight %d, columns %s".formatted(depth, leastWeight, columns);
        }
    }

    private final FeatureEncoder encoder;
    private final boolean[] validationPositive;
    private final SparseRows validation;
    private final SparseRows test;
    private final long seed;

    /**
     * What a tuned detector says.
     *
     * @param validation score of each validation row, a probability of being positive
     * @param test score of each test row
     * @param setting that was chosen
     * @param trees that it was stopped at
     */
    public record Detection(float[] validation, float[] test, String setting, int trees) {}

    /**
     * Prepares rows.
     *
     * @param fitted rows that the features are fitted to
     * @param validation rows that settings and number of trees are chosen by
     * @param validationPositive whether each of them is positive
     * @param test rows that are scored
     * @param used whether a column, by its index, is a feature
     */
    public TunedDetector(
            Table fitted, Table validation, boolean[] validationPositive, Table test, IntPredicate used, long seed) {
        this.seed = seed;
        this.validationPositive = validationPositive.clone();
        encoder = new FeatureEncoder(fitted, used);
        this.validation = encoder.encode(validation);
        this.test = encoder.encode(test);
    }

    /**
     * Learns and scores.
     *
     * @param rows to learn from
     * @param positive whether each of them is positive
     * @param positiveWeight weight of a positive row where that of another is 1
     */
    public Detection detect(Table rows, boolean[] positive, double positiveWeight) {
        float[] labels = new float[positive.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = positive[row] ? 1 : 0;
        }
        try (NativeRows learned = new NativeRows(encoder.encode(rows), labels);
                NativeRows chosenBy = new NativeRows(validation, new float[validation.rows()]);
                NativeRows asked = new NativeRows(test, new float[test.rows()])) {
            Candidate best = null;
            for (Setting setting : SETTINGS) {
                Candidate candidate = train(learned, chosenBy.matrix(), asked.matrix(), setting, positiveWeight);
                best = best == null || candidate.averagePrecision > best.averagePrecision ? candidate : best;
            }
            return best.detection;
        } catch (XGBoostError e) {
            throw new IllegalStateException(
                    "Expected XGBoost to learn from " + rows.rows() + " rows of " + encoder.width()
                            + " features, found: " + e.getMessage(),
                    e);
        }
    }

    private record Candidate(Detection detection, double averagePrecision) {}

    private Candidate train(NativeRows learned, DMatrix chosenBy, DMatrix asked, Setting setting, double positiveWeight)
            throws XGBoostError {
        Map<String, Object> parameters = new HashMap<>(setting.parameters());
        parameters.putAll(Map.of(
                "objective",
                "binary:logistic",
                "booster",
                "gbtree",
                "tree_method",
                "hist",
                "eta",
                0.1,
                "subsample",
                0.8,
                "scale_pos_weight",
                positiveWeight,
                "nthread",
                1,
                "seed",
                (int) (seed & Integer.MAX_VALUE),
                "verbosity",
                0));
        Booster booster = XGBoost.train(learned.matrix(), parameters, STEP, Map.of(), null, null);
        try {
            Candidate best = null;
            int waited = 0;
            for (int trees = STEP; waited < PATIENCE && trees <= MOST_ROUNDS; trees += STEP) {
                float[] scores = scores(booster, chosenBy);
                double averagePrecision = new Ranking(scores, validationPositive).averagePrecision();
                waited++;
                if (best == null || averagePrecision > best.averagePrecision) {
                    float[] tested = scores(booster, asked);
                    best = new Candidate(new Detection(scores, tested, setting.toString(), trees), averagePrecision);
                    waited = 0;
                }
                for (int round = trees; waited < PATIENCE && round < Math.min(trees + STEP, MOST_ROUNDS); round++) {
                    booster.update(learned.matrix(), round);
                }
            }
            return best;
        } finally {
            booster.dispose();
        }
    }

    private static float[] scores(Booster booster, DMatrix rows) throws XGBoostError {
        float[][] predicted = booster.predict(rows);
        float[] scores = new float[predicted.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = predicted[row][0];
        }
        return scores;
    }
}

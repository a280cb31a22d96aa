package io.doppelstream.trainer.evaluate;

import java.util.stream.IntStream;

/**
 * How many rows each metric looks at, at most. Above that, rows are drawn at random without replacement; what was drawn is
 * part of the evaluation.
 *
 * @param fidelityRows of each table, for column shapes, pair trends and diagnostic
 * @param distanceQueries rows whose distance to the closest record is measured
 * @param distanceReferences rows that they are compared with
 * @param matchedRows synthetic rows that are looked for among all training rows
 * @param disclosureRows of each table
 * @param learnerRows rows of each table that a learner of the utility is trained on
 * @param testRows rows that it is tested on
 * @param detectionRows rows of each side that the detection gets
 * @param conditions conditions that a model is asked for
 * @param conditionedRows rows it is asked for under each
 * @param threads threads used for distances, at most
 */
public record EvaluationLimits(
        int fidelityRows,
        int distanceQueries,
        int distanceReferences,
        int matchedRows,
        int disclosureRows,
        int learnerRows,
        int testRows,
        int detectionRows,
        int conditions,
        int conditionedRows,
        int threads) {

    public EvaluationLimits {
        int fewest = IntStream.of(
                        fidelityRows,
                        distanceQueries,
                        distanceReferences,
                        matchedRows,
                        disclosureRows,
                        learnerRows,
                        testRows,
                        detectionRows,
                        conditions,
                        conditionedRows,
                        threads)
                .min()
                .orElseThrow();
        if (fewest < 1) {
            throw new IllegalArgumentException("Expected limits of at least 1, found one of " + fewest);
        }
    }

    /** As many rows for every metric, for a quick look. */
    public static EvaluationLimits atMost(int rows) {
        return new EvaluationLimits(rows, rows, rows, rows, rows, rows, rows, rows, 3, rows, 1);
    }

    /** Enough for figures that hardly change with more, in minutes for a million rows of fifty columns. */
    public static EvaluationLimits defaults() {
        int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
        return new EvaluationLimits(
                500_000, 20_000, 20_000, 20_000, 50_000, 50_000, 50_000, 10_000, 30, 2_000, threads);
    }
}

package io.doppelstream.trainer.evaluate.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rows in descending order of their score, sorted once, so that figures of resampled rows cost one pass each. Rows of the same
 * score are one threshold.
 */
public final class Ranking {

    /** Each row counts once. */
    private final int[] once;
    /** Row at each rank, the highest score first. */
    private final int[] order;

    private final float[] scores;
    private final boolean[] positive;

    /**
     * Sorts rows.
     *
     * @param scores higher is more positive
     * @param positive whether each row is positive
     */
    public Ranking(float[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "Expected a score for each of " + positive.length + " rows, found " + scores.length);
        }
        this.scores = scores.clone();
        this.positive = positive.clone();
        once = new int[scores.length];
        Arrays.fill(once, 1);
        order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Average precision: {@link #averagePrecision(int[])} of every row once. */
    public double averagePrecision() {
        return averagePrecision(once);
    }

    /**
     * Average precision, the area under the precision-recall curve without interpolation: the sum over thresholds of precision
     * times the step in recall. Chance is the share of positive rows.
     *
     * @param counts how often each row counts, at least 0
     * @return in [0, 1]; NaN without positive rows
     */
    public double averagePrecision(int[] counts) {
        double truePositives = 0;
        double falsePositives = 0;
        double sum = 0;
        for (int from = 0; from < order.length; ) {
            double before = truePositives;
            int at = from;
            do {
                int row = order[at++];
                if (positive[row]) {
                    truePositives += counts[row];
                } else {
                    falsePositives += counts[row];
                }
            } while (at < order.length && scores[order[at]] == scores[order[from]]);
            if (truePositives > before) {
                sum += (truePositives - before) * truePositives / (truePositives + falsePositives);
            }
            from = at;
        }
        return truePositives == 0 ? Double.NaN : sum / truePositives;
    }

    /** Recall at a false positive rate: {@link #recall(double, int[])} of every row once. */
    public double recall(double falsePositiveRate) {
        return recall(falsePositiveRate, once);
    }

    /**
     * The highest recall of a threshold that keeps to a false positive rate.
     *
     * @param falsePositiveRate the most that is allowed, in [0, 1]
     * @param counts how often each row counts, at least 0
     * @return in [0, 1]; NaN without positive rows
     */
    public double recall(double falsePositiveRate, int[] counts) {
        double positives = 0;
        double negatives = 0;
        for (int row = 0; row < counts.length; row++) {
            positives += positive[row] ? counts[row] : 0;
            negatives += positive[row] ? 0 : counts[row];
        }
        double truePositives = 0;
        double falsePositives = 0;
        double best = 0;
        for (int at = 0; at < order.length && falsePositives <= falsePositiveRate * negatives; at++) {
            int row = order[at];
            if (positive[row]) {
                truePositives += counts[row];
            } else {
                falsePositives += counts[row];
            }
            boolean threshold = at + 1 == order.length || scores[order[at + 1]] != scores[row];
            if (threshold && falsePositives <= falsePositiveRate * negatives) {
                best = truePositives;
            }
        }
        return positives == 0 ? Double.NaN : best / positives;
    }
}

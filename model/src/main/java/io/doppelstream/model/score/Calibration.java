package io.doppelstream.model.score;

import java.util.Arrays;

/**
 * The distribution of a score on training data held out from its fit.
 *
 * @param quantiles at probabilities 0, .001, ..., 1: {@value #SIZE} finite values, ascending
 */
public record Calibration(double[] quantiles) {

    /** Number of quantiles. */
    public static final int SIZE = 1001;

    /** Checks number and order. */
    public Calibration {
        if (quantiles == null || quantiles.length != SIZE) {
            throw new IllegalArgumentException("Expected " + SIZE + " quantiles of a score, found "
                    + (quantiles == null ? "none" : String.valueOf(quantiles.length)));
        }
        for (int i = 0; i < SIZE; i++) {
            if (!Double.isFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1])) {
                throw new IllegalArgumentException(
                        "Expected finite quantiles in ascending order, found " + quantiles[i] + " at " + i);
            }
        }
        quantiles = quantiles.clone();
    }

    /**
     * Measures a score.
     *
     * @param scores at least one, finite, in any order
     */
    public static Calibration of(double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("Expected at least one score to calibrate by, found none");
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double[] quantiles = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double place = (double) i / (SIZE - 1) * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
        return new Calibration(quantiles);
    }

    /**
     * Share of the held-out rows with a lower score, ties by half. What lies beyond all of them still has an order: it comes nearer to 1
     * (or 0) the farther it is, within half of the last thousandth.
     *
     * @param score higher is more anomalous; infinite ones are the ends
     * @return in [0, 1], not falling as the score rises
     * @throws IllegalArgumentException if the score is NaN
     */
    public double percentile(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("Expected a number as a score, found NaN");
        }
        double lowest = quantiles[0];
        double highest = quantiles[SIZE - 1];
        if (score > highest) {
            return 1 - tail(score - highest);
        }
        if (score < lowest) {
            return tail(lowest - score);
        }
        int below = lowerBound(score);
        int upTo = lowerBound(Math.nextUp(score));
        double place = upTo > below
                ? (below + upTo - 1) / 2.0
                : below - 1 + (score - quantiles[below - 1]) / (quantiles[below] - quantiles[below - 1]);
        return (place + 0.5) / SIZE;
    }

    /** From half a place down to 0 as the distance grows. */
    private double tail(double distance) {
        double spread = Math.max(quantiles[SIZE - 1] - quantiles[SIZE / 2], Double.MIN_NORMAL);
        return 0.5 / SIZE / (1 + distance / spread);
    }

    /** Number of quantiles below a score. */
    private int lowerBound(double score) {
        int low = 0;
        int high = SIZE;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quantiles[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

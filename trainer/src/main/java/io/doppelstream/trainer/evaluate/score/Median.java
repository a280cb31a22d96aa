package io.doppelstream.trainer.evaluate.score;

import java.util.Arrays;

/** The median: the middle value, or the mean of the two in the middle. */
public final class Median {

    private Median() {}

    /** Median of values without NaN; NaN if there are none. */
    public static double of(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

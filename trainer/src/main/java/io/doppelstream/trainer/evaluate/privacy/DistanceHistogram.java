package io.doppelstream.trainer.evaluate.privacy;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Two distributions of DCR to the training rows over the same bins of equal width, from 0 to the largest distance of both.
 *
 * @param width width of a bin
 * @param synthetic number of synthetic rows in each bin
 * @param holdout number of hold-out rows in each bin
 */
public record DistanceHistogram(double width, int[] synthetic, int[] holdout) {

    private static final int BINS = 40;

    /** Counts distances, the largest one in the last bin. */
    static DistanceHistogram of(double[] synthetic, double[] holdout) {
        double largest = DoubleStream.concat(Arrays.stream(synthetic), Arrays.stream(holdout))
                .max()
                .orElse(0);
        double width = largest > 0 ? largest / BINS : 1.0 / BINS;
        return new DistanceHistogram(width, counts(synthetic, width), counts(holdout, width));
    }

    private static int[] counts(double[] distances, double width) {
        int[] counts = new int[BINS];
        for (double distance : distances) {
            counts[Math.min(BINS - 1, (int) (distance / width))]++;
        }
        return counts;
    }
}

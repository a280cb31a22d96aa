package io.doppelstream.trainer.privacy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Counts with Gaussian noise (Dwork et al., 2006). Each row is counted in at most one bin, so that a row more or less
 * changes the counts by at most 1 in Euclidean norm.
 */
final class PrivateHistogram {

    /** Histograms that a numeric column takes, each finer than the one before. */
    static final int LEVELS = 3;

    private PrivateHistogram() {}

    /**
     * Noisy counts; the bins must be fixed without looking at the rows.
     *
     * @param deviation of the noise, in rows
     */
    static double[] noisy(long[] counts, double deviation, RandomGenerator random) {
        return Arrays.stream(counts)
                .mapToDouble(count -> count + deviation * random.nextGaussian())
                .toArray();
    }

    /**
     * The counts of at least 0 with a given sum that are closest to noisy ones in the least-squares sense: all are
     * lowered by the same number and cut off at 0. Cutting alone would make mass of the noise.
     *
     * @param total positive
     */
    static double[] consistent(double[] noisy, double total) {
        double[] descending = Arrays.stream(noisy)
                .map(count -> -count)
                .sorted()
                .map(count -> -count)
                .toArray();
        double sum = 0;
        double lowering = 0;
        for (int kept = 1; kept <= descending.length; kept++) {
            sum += descending[kept - 1];
            double candidate = (sum - total) / kept;
            if (descending[kept - 1] > candidate) {
                lowering = candidate;
            }
        }
        double lowered = lowering;
        return Arrays.stream(noisy).map(count -> Math.max(0, count - lowered)).toArray();
    }
}

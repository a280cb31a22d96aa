package io.doppelstream.model.codec;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A one-dimensional Gaussian mixture, fitted by expectation maximization from quantile starts; deterministic. Modes of little
 * weight are dropped, which takes the place of the variational prior in CTGAN's reference.
 */
final class GaussianMixture {

    private static final int ROUNDS = 100;
    private static final int SAMPLE = 8000;
    private static final double SMALLEST_WEIGHT = 0.005;

    private GaussianMixture() {}

    /** Fits at most {@code modes} modes to ascending finite values. */
    static MixtureCodec fit(double[] sorted, int modes, Grid grid, boolean nullable) {
        double[] sample = thin(sorted);
        double mean = Arrays.stream(sample).average().orElse(0);
        double variance = Arrays.stream(sample)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0);
        double floor = Math.max(variance * 1e-6, 1e-12);
        double[] weights = new double[modes];
        double[] means = new double[modes];
        double[] deviations = new double[modes];
        for (int i = 0; i < modes; i++) {
            weights[i] = 1.0 / modes;
            means[i] = sample[(int) ((i + 0.5) * sample.length / modes)] + 1e-3 * Math.sqrt(variance) * i;
            deviations[i] = Math.max(Math.sqrt(floor), 2 * Math.sqrt(variance) / modes);
        }
        for (int round = 0; round < ROUNDS; round++) {
            maximize(sample, weights, means, deviations, floor);
        }
        int[] kept = IntStream.range(0, modes)
                .filter(i -> weights[i] > SMALLEST_WEIGHT)
                .toArray();
        double total = Arrays.stream(kept).mapToDouble(i -> weights[i]).sum();
        return new MixtureCodec(
                Arrays.stream(kept).mapToDouble(i -> weights[i] / total).toArray(),
                Arrays.stream(kept).mapToDouble(i -> means[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> deviations[i]).toArray(),
                grid,
                nullable);
    }

    private static void maximize(double[] sample, double[] weights, double[] means, double[] deviations, double floor) {
        int modes = weights.length;
        double[] mass = new double[modes];
        double[] sum = new double[modes];
        double[] squares = new double[modes];
        for (double x : sample) {
            double[] responsibilities = responsibilities(x, weights, means, deviations);
            for (int i = 0; i < modes; i++) {
                mass[i] += responsibilities[i];
                sum[i] += responsibilities[i] * x;
                squares[i] += responsibilities[i] * x * x;
            }
        }
        for (int i = 0; i < modes; i++) {
            weights[i] = mass[i] / sample.length;
            if (mass[i] > 1e-6) {
                means[i] = sum[i] / mass[i];
                deviations[i] = Math.sqrt(Math.max(squares[i] / mass[i] - means[i] * means[i], floor));
            }
        }
    }

    /** Posterior probability of each mode. */
    static double[] responsibilities(double x, double[] weights, double[] means, double[] deviations) {
        double[] result = new double[weights.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < result.length; i++) {
            double distance = (x - means[i]) / deviations[i];
            result[i] = Math.log(weights[i] + 1e-30) - Math.log(deviations[i]) - 0.5 * distance * distance;
            highest = Math.max(highest, result[i]);
        }
        double total = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.exp(result[i] - highest);
            total += result[i];
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= total;
        }
        return result;
    }

    private static double[] thin(double[] sorted) {
        int every = Math.max(1, sorted.length / SAMPLE);
        return IntStream.range(0, sorted.length / every)
                .mapToDouble(i -> sorted[i * every])
                .toArray();
    }
}

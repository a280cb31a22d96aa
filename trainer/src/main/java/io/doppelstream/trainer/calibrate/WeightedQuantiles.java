package io.doppelstream.trainer.calibrate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Quantiles of weighted values in [0, 1], denser towards both ends. */
final class WeightedQuantiles {

    private static final int STEPS = 100;
    private static final double[] TAIL = {0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075};

    private WeightedQuantiles() {}

    /**
     * Pairs of a probability and the quantile there, both strictly ascending from 0 to 1.
     *
     * @return {@code {probabilities, quantiles}}
     */
    static double[][] of(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> values[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = Arrays.stream(weights).sum();
        double[] probabilities = probabilities();
        double[] quantiles = new double[probabilities.length];
        int at = 0;
        double below = 0;
        for (int knot = 1; knot < probabilities.length - 1; knot++) {
            while (at < order.length - 1 && below + weights[order[at]] < probabilities[knot] * total) {
                below += weights[order[at++]];
            }
            quantiles[knot] = values[order[at]];
        }
        quantiles[quantiles.length - 1] = 1;
        spread(quantiles);
        return new double[][] {probabilities, quantiles};
    }

    private static double[] probabilities() {
        double[] middle = IntStream.range(1, STEPS)
                .mapToDouble(step -> (double) step / STEPS)
                .toArray();
        double[] all = new double[middle.length + 2 * TAIL.length + 2];
        all[0] = 0;
        all[all.length - 1] = 1;
        for (int index = 0; index < TAIL.length; index++) {
            all[1 + index] = TAIL[index];
            all[all.length - 2 - index] = 1 - TAIL[index];
        }
        System.arraycopy(middle, 0, all, 1 + TAIL.length, middle.length);
        return all;
    }

    /** Keeps neighbours apart, where many values are equal. */
    private static void spread(double[] quantiles) {
        double gap = 1e-9;
        for (int knot = 1; knot < quantiles.length; knot++) {
            quantiles[knot] = Math.max(quantiles[knot], quantiles[knot - 1] + gap);
        }
        for (int knot = quantiles.length - 1; knot > 0; knot--) {
            double ceiling = knot == quantiles.length - 1 ? 1 : quantiles[knot + 1] - gap;
            quantiles[knot] = Math.min(quantiles[knot], ceiling);
        }
    }
}

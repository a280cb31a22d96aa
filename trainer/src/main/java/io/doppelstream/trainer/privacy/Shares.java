package io.doppelstream.trainer.privacy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A distribution over numbered bins.
 *
 * @param values at least 0, sum 1
 */
record Shares(double[] values) {

    /** Shares of masses that are at least 0 and not all 0. */
    static Shares of(double[] masses) {
        double total = Arrays.stream(masses).sum();
        return new Shares(Arrays.stream(masses).map(mass -> mass / total).toArray());
    }

    /** Whole numbers with a given sum, each next to its share of it (largest remainders). */
    int[] apportion(int total) {
        int[] counts =
                Arrays.stream(values).mapToInt(share -> (int) (share * total)).toArray();
        int missing = total - Arrays.stream(counts).sum();
        IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer bin) -> counts[bin] - values[bin] * total))
                .limit(Math.max(0, missing))
                .forEach(bin -> counts[bin]++);
        return counts;
    }

    /** A bin at random. */
    int draw(RandomGenerator random) {
        double rest = random.nextDouble();
        for (int bin = 0; bin < values.length; bin++) {
            rest -= values[bin];
            if (rest < 0) {
                return bin;
            }
        }
        // Rounding has eaten the last bit: any bin with a share will do.
        return IntStream.range(0, values.length)
                .filter(bin -> values[bin] > 0)
                .findFirst()
                .orElseThrow();
    }
}

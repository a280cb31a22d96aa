package io.doppelstream.service.score;

import io.doppelstream.model.marginal.ReferenceMarginal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far counted values of a column are from its training rows.
 *
 * <p>The population stability index is {@code sum (a - e) ln(a / e)} over bins with the actual share a and the expected share e,
 * each at least {@value #FLOOR}, so that an empty bin counts and does not count for ever. At most {@value #BINS} bins, as usual, so that chance, about
 * (bins - 1) / events, is the same for all columns: neighbouring stretches of a number together, or the most frequent categories and one for the rest; and
 * beside them one for nulls and one for categories that the training rows had none of. Custom: below 0.1 stable, from 0.25 on drifted (N. Siddiqi, Credit Risk Scorecards,
 * 2006).
 */
final class DriftMeasure {
    /** Bins of values. */
    static final int BINS = 10;
    /** Least share of a bin. */
    static final double FLOOR = 1e-4;

    private final ReferenceMarginal reference;
    /** Of each bin of the reference. */
    private final int[] groups;

    private final int last;

    DriftMeasure(ReferenceMarginal reference) {
        this.reference = reference;
        this.groups = reference.edges() == null ? categories(reference.shares()) : stretches(reference.shares());
        this.last = Arrays.stream(groups).max().orElseThrow();
    }

    /** The most frequent categories, the rest together. */
    private static int[] categories(double[] shares) {
        int[] ordered = IntStream.range(1, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(bin -> -shares[bin]))
                .mapToInt(bin -> bin)
                .toArray();
        int[] groups = new int[shares.length];
        for (int rank = 0; rank < ordered.length; rank++) {
            groups[ordered[rank]] = Math.min(rank + 1, BINS);
        }
        return groups;
    }

    /** Neighbours, so that each has about a tenth of the values that are not null. */
    private static int[] stretches(double[] shares) {
        double total = 1 - shares[0];
        int[] groups = new int[shares.length];
        double before = 0;
        for (int bin = 1; bin < shares.length; bin++) {
            double middle = total > 0 ? (before + shares[bin] / 2) / total : 0;
            groups[bin] = 1 + Math.min(BINS - 1, (int) (middle * BINS));
            before += shares[bin];
        }
        return groups;
    }

    /**
     * Population stability index, 0 or more.
     *
     * @param counts values in each bin of the reference
     * @param unseen values of categories that the reference has no bin for
     */
    double psi(long[] counts, long unseen) {
        double total = Arrays.stream(counts).sum() + (double) unseen;
        double[] expected = new double[last + 1];
        double[] actual = new double[last + 1];
        for (int bin = 0; bin < counts.length; bin++) {
            expected[groups[bin]] += reference.shares()[bin];
            actual[groups[bin]] += counts[bin] / total;
        }
        double psi = term(unseen / total, 0);
        for (int group = 0; group <= last; group++) {
            psi += term(actual[group], expected[group]);
        }
        return psi;
    }

    private static double term(double actual, double expected) {
        double a = Math.max(actual, FLOOR);
        double e = Math.max(expected, FLOOR);
        return (a - e) * Math.log(a / e);
    }

    /**
     * Largest distance of the distribution functions of the values that are not null, at the edges of the bins: Kolmogorov-Smirnov on binned values, 0
     * to 1. 0 where there are none.
     */
    double ks(long[] counts) {
        double total = Arrays.stream(counts).skip(1).sum();
        double expectedTotal = 1 - reference.shares()[0];
        if (total == 0 || expectedTotal <= 0) {
            return 0;
        }
        double difference = 0;
        double largest = 0;
        for (int bin = 1; bin < counts.length; bin++) {
            difference += counts[bin] / total - reference.shares()[bin] / expectedTotal;
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }
}

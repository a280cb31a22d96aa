package io.doppelstream.trainer.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Disjoint intervals of numbers, ascending; gaps between them may be left out.
 *
 * @param lower lower ends, included
 * @param upper upper ends, excluded
 * @param whole whether only whole numbers are meant
 */
record Cells(double[] lower, double[] upper, boolean whole) {

    private static final int LARGEST_WHOLE = 62;
    private static final int LARGEST_EXPONENT = 127;
    private static final int SMALLEST_EXPONENT = -40;

    /** Powers of two on both sides of zero, and zero itself: fixed, whatever the data is. */
    static Cells octaves(boolean whole) {
        double[] positive = IntStream.rangeClosed(
                        whole ? 0 : SMALLEST_EXPONENT, whole ? LARGEST_WHOLE : LARGEST_EXPONENT)
                .mapToDouble(exponent -> Math.scalb(1.0, exponent))
                .toArray();
        DoubleStream negative =
                IntStream.range(0, positive.length).mapToDouble(at -> -positive[positive.length - 1 - at]);
        // Zero has a cell of its own: whole numbers by the next one, others by the smallest double.
        DoubleStream zero = whole ? DoubleStream.of(0) : DoubleStream.of(0, Double.MIN_VALUE);
        double[] edges = DoubleStream.concat(DoubleStream.concat(negative, zero), Arrays.stream(positive))
                .toArray();
        return new Cells(Arrays.copyOf(edges, edges.length - 1), Arrays.copyOfRange(edges, 1, edges.length), whole);
    }

    int size() {
        return lower.length;
    }

    /** The cell that holds a number, or the nearest one. */
    int nearest(double value) {
        int found = Arrays.binarySearch(lower, value);
        int at = found >= 0 ? found : -found - 2;
        if (at < 0) {
            return 0;
        }
        boolean inGap = value >= upper[at] && at + 1 < size();
        return inGap && lower[at + 1] - value < value - upper[at] ? at + 1 : at;
    }

    /** The number itself if a cell holds it, else the nearest end of one. */
    double clamp(double value) {
        int cell = nearest(value);
        double last = whole ? upper[cell] - 1 : Math.nextDown(upper[cell]);
        return Math.max(lower[cell], Math.min(last, value));
    }

    /**
     * A number of a cell.
     *
     * @param share of the cell that lies below it, in [0, 1)
     */
    double value(int cell, double share) {
        double value = lower[cell] + share * (upper[cell] - lower[cell]);
        return clampTo(cell, whole ? Math.floor(value) : value);
    }

    private double clampTo(int cell, double value) {
        double last = whole ? upper[cell] - 1 : Math.nextDown(upper[cell]);
        return Math.max(lower[cell], Math.min(last, value));
    }

    /**
     * Splits cells into about so many, all of about the same mass. Cells without mass are left out.
     *
     * @param mass of each cell, at least 0
     */
    Cells refined(double[] mass, int wanted) {
        double total = Arrays.stream(mass).sum();
        List<double[]> parts = new ArrayList<>();
        for (int cell = 0; cell < size(); cell++) {
            if (mass[cell] > 0) {
                split(cell, (int) Math.max(1, Math.round(wanted * mass[cell] / total)), parts);
            }
        }
        return new Cells(
                parts.stream().mapToDouble(part -> part[0]).toArray(),
                parts.stream().mapToDouble(part -> part[1]).toArray(),
                whole);
    }

    private void split(int cell, int wanted, List<double[]> parts) {
        double width = upper[cell] - lower[cell];
        int count = whole ? (int) Math.min(wanted, width) : width <= Double.MIN_VALUE ? 1 : wanted;
        double from = lower[cell];
        for (int part = 1; part <= count; part++) {
            double end = part == count ? upper[cell] : lower[cell] + width * part / count;
            double to = whole ? Math.rint(end) : end;
            if (to > from) {
                parts.add(new double[] {from, to});
                from = to;
            }
        }
    }
}

package io.doppelstream.model.marginal;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distribution of a column in a few bins: nulls, then the categories, or the stretches between quantiles of a number.
 *
 * @param column index of the column
 * @param edges upper ends of the stretches, ascending, the last stretch having none; null: the bins are categories
 * @param shares share of each bin in the training rows, that of nulls first, sum 1
 */
public record ReferenceMarginal(int column, double[] edges, double[] shares) {

    /** Stretches between quantiles, where no values fall together. */
    private static final int STRETCHES = 20;

    /** A larger vocabulary is taken as numbers: its codes lie in an order in which neighbours resemble each other. */
    private static final int MOST_CATEGORIES = 256;

    /** Checks the lengths. */
    public ReferenceMarginal {
        int expected = edges == null ? shares.length : edges.length + 2;
        if (column < 0 || shares.length < 2 || shares.length != expected) {
            throw new IllegalArgumentException("Expected a column index and a share for nulls and each of "
                    + (expected - 1) + " other bins, at least 1, found column " + column + " and " + shares.length
                    + " shares");
        }
    }

    /** The distributions of all columns that a model learns, images aside. */
    public static List<ReferenceMarginal> of(Table table) {
        List<ReferenceMarginal> marginals = new ArrayList<>();
        for (int column = 0; column < table.schema().size() && table.rows() > 0; column++) {
            if (table.schema().column(column).learned()
                    && !table.schema().column(column).image()) {
                marginals.add(of(column, table.schema().column(column), table.column(column)));
            }
        }
        return marginals;
    }

    private static ReferenceMarginal of(int column, Column schema, ColumnData data) {
        boolean categories = schema.categorical() && schema.vocabulary().size() <= MOST_CATEGORIES;
        double[] edges = categories ? null : edges(data);
        int bins = categories ? schema.vocabulary().size() + 1 : edges.length + 2;
        ReferenceMarginal empty = new ReferenceMarginal(column, edges, new double[bins]);
        double[] shares = new double[bins];
        for (int row = 0; row < data.size(); row++) {
            shares[empty.bin(data.number(row))]++;
        }
        Arrays.setAll(shares, bin -> shares[bin] / data.size());
        return new ReferenceMarginal(column, edges, shares);
    }

    private static double[] edges(ColumnData data) {
        double[] sorted = new double[data.size()];
        Arrays.setAll(sorted, data::number);
        sorted = Arrays.stream(sorted)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] quantiles = new double[sorted.length == 0 ? 0 : STRETCHES - 1];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = sorted[(int) ((i + 1L) * sorted.length / STRETCHES)];
        }
        return Arrays.stream(quantiles).distinct().toArray();
    }

    /** Bin of a value, a category given as its index, null as NaN. */
    public int bin(double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        if (edges == null) {
            return 1 + (int) value;
        }
        int found = Arrays.binarySearch(edges, value);
        return 1 + (found >= 0 ? found : -found - 1);
    }

    /**
     * How close counted values are to this distribution: 1 minus the total variation distance of categories, 1 minus the largest
     * distance of the distribution functions of numbers (nulls below all of them) at the edges.
     *
     * @param counts values in each bin, at least one in all
     * @return 0 (nothing in common) to 1
     */
    public double shape(long[] counts) {
        double total = Arrays.stream(counts).sum();
        double difference = 0;
        double variation = 0;
        double largest = 0;
        for (int bin = 0; bin < shares.length; bin++) {
            double step = counts[bin] / total - shares[bin];
            difference += step;
            variation += Math.abs(step) / 2;
            largest = Math.max(largest, Math.abs(difference));
        }
        return 1 - (edges == null ? variation : largest);
    }
}

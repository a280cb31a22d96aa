package io.doppelstream.trainer.evaluate.fidelity;

import io.doppelstream.model.data.ColumnData;

/**
 * numpy's {@code digitize(x, histogram_bin_edges(x, 10))}: ten bins of equal width between the smallest and the largest
 * value, numbered from 1; the largest value itself is beyond the last edge, in bin 11, and so is null.
 */
final class EqualWidthBins {

    private static final int BINS = 10;

    private EqualWidthBins() {}

    /**
     * Bin of each row.
     *
     * @param range the column whose range is divided; a value below it is in bin 0
     */
    static int[] codes(ColumnData data, ColumnData range) {
        double[] edges = edges(range);
        int[] codes = new int[data.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = data.isNull(row) ? BINS + 1 : bin(data.number(row), edges);
        }
        return codes;
    }

    /** Eleven edges; a column of one value gets the range half below to half above it, an empty one [0, 1]. */
    static double[] edges(ColumnData data) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                low = Math.min(low, data.number(row));
                high = Math.max(high, data.number(row));
            }
        }
        if (low > high) {
            low = 0;
            high = 1;
        } else if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double[] edges = new double[BINS + 1];
        double step = (high - low) / BINS;
        for (int edge = 0; edge < BINS; edge++) {
            edges[edge] = edge * step + low;
        }
        edges[BINS] = high;
        return edges;
    }

    /** Number of edges that are at most the value. */
    private static int bin(double value, double[] edges) {
        int bin = 0;
        while (bin < edges.length && edges[bin] <= value) {
            bin++;
        }
        return bin;
    }
}

package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import java.util.stream.IntStream;

/**
 * Ten bins of equal width over the real values, closed on the right, the outer ones open-ended; pandas' {@code cut} as
 * SDMetrics uses it. Null is a category of its own, -1.
 */
final class Discretization {

    private static final int BINS = 10;

    /** The nine edges between the bins. */
    private final double[] edges = new double[BINS - 1];

    Discretization(ColumnData real) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < real.size(); row++) {
            if (!real.isNull(row)) {
                low = Math.min(low, real.number(row));
                high = Math.max(high, real.number(row));
            }
        }
        if (low == high) {
            double around = low == 0 ? 0.001 : 0.001 * Math.abs(low);
            low -= around;
            high += around;
        }
        for (int edge = 0; edge < edges.length; edge++) {
            edges[edge] = (edge + 1) * ((high - low) / BINS) + low;
        }
    }

    /** Bin of each row, from 0. */
    ColumnData.Codes codes(ColumnData column) {
        return new ColumnData.Codes(IntStream.range(0, column.size())
                .map(row -> column.isNull(row) ? ColumnData.NULL_CODE : bin(column.number(row)))
                .toArray());
    }

    private int bin(double value) {
        int bin = 0;
        while (bin < edges.length && edges[bin] < value) {
            bin++;
        }
        return bin;
    }
}

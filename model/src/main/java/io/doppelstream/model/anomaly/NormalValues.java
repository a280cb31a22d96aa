package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import java.util.Arrays;

/**
 * The distribution of a column of numbers, without its nulls.
 *
 * @param sorted ascending, final units
 */
record NormalValues(double[] sorted) {

    private static final double MIDDLE = 0.9;

    static NormalValues of(ColumnData data) {
        double[] values = new double[data.size()];
        Arrays.setAll(values, data::number);
        return new NormalValues(Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray());
    }

    double least() {
        return sorted[0];
    }

    double largest() {
        return sorted[sorted.length - 1];
    }

    double quantile(double probability) {
        return sorted[(int) Math.round(probability * (sorted.length - 1))];
    }

    /** Width of the middle 90 % of the values, of all of them where these are one; 0: there is no distance between values. */
    double width() {
        if (sorted.length == 0) {
            return 0;
        }
        double width = quantile((1 + MIDDLE) / 2) - quantile((1 - MIDDLE) / 2);
        return width > 0 ? width : largest() - least();
    }

    /** Share of the values that lie as far out as this one on its side or on the other, at most 1. */
    double tail(double value) {
        int below = bound(value, false);
        int upTo = bound(value, true);
        return Math.min(1, 2.0 * Math.min(upTo, sorted.length - below) / sorted.length);
    }

    /** Number of values below this one, or up to it. */
    private int bound(double value, boolean itself) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (itself && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

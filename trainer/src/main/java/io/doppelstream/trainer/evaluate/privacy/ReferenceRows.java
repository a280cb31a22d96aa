package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows to measure distances to. Each column is held twice: as numbers, for exact distances, and scaled so that the
 * distance of any two values is {@code min(|a - b|, 1)}: numbers divided by their range, categories as their index, null
 * far away from every value.
 */
final class ReferenceRows {

    /** Rows of a block. */
    static final int BLOCK = 1024;

    /** Where null lies on the scaled axis: 1 or more from anything else, and a float still tells it. */
    private static final float NULL = -4_000_000f;

    private final List<Axis> axes = new ArrayList<>();
    private final int rows;

    /**
     * A column.
     *
     * @param index its index in the table
     * @param continuous whether distances are graded
     * @param low smallest value
     * @param range largest less smallest value; 0 for a constant, whose distances are 0 or 1
     * @param values the values, null as NaN
     * @param scaled the values on the scaled axis, in blocks of {@link #BLOCK}: a loop over a whole array is vectorized,
     *     one over a part is not
     */
    record Axis(int index, boolean continuous, double low, double range, double[] values, float[][] scaled) {

        static Axis of(int index, boolean continuous, ColumnData data) {
            double[] values = new double[data.size()];
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < values.length; row++) {
                values[row] = data.number(row);
                if (!Double.isNaN(values[row])) {
                    low = Math.min(low, values[row]);
                    high = Math.max(high, values[row]);
                }
            }
            if (low > high) {
                low = 0;
                high = 0;
            }
            Axis axis = new Axis(
                    index, continuous, low, high - low, values, new float[(values.length + BLOCK - 1) / BLOCK][BLOCK]);
            for (int row = 0; row < values.length; row++) {
                axis.scaled[row / BLOCK][row % BLOCK] = axis.scale(values[row]);
            }
            return axis;
        }

        /** A value on the scaled axis. */
        float scale(double value) {
            if (Double.isNaN(value)) {
                return NULL;
            } else if (!continuous) {
                return (float) value;
            } else if (range == 0) {
                // The reference has one value, at 0.
                return value == low ? 0 : 1;
            }
            // Beyond 2 on either side everything is at distance 1 from the reference, which lies within [0, 1].
            return (float) Math.max(-2, Math.min(2, (value - low) / range));
        }

        /** Exact distance of a value to the one in a row, in [0, 1]. */
        double distance(double value, int row) {
            double other = values[row];
            if (Double.isNaN(value) || Double.isNaN(other)) {
                return Double.isNaN(value) && Double.isNaN(other) ? 0 : 1;
            } else if (!continuous || range == 0) {
                return value == other ? 0 : 1;
            }
            return Math.min(Math.abs(other - value) / range, 1);
        }
    }

    ReferenceRows(Table table) {
        rows = table.rows();
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            if (column.learned()) {
                axes.add(Axis.of(index, column.continuous(), table.column(index)));
            }
        }
    }

    List<Axis> axes() {
        return axes;
    }

    int rows() {
        return rows;
    }

    /** Exact distance of a row of values, one an axis, to a reference row: the mean over the columns, in [0, 1]. */
    double distance(double[] values, int row) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += axes.get(i).distance(values[i], row);
        }
        return sum / values.length;
    }
}

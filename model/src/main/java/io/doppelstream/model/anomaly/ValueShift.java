package io.doppelstream.model.anomaly;

import io.doppelstream.model.codec.Grid;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Moves a number by one to three times the width of the middle 90 % of its column, so that one of the middle comes to lie outside of
 * it; upwards alone where the column has nothing below 0. A null becomes a number: the median, moved.
 *
 * @param axes columns of which one is chosen for each row, at least one
 */
record ValueShift(List<Axis> axes) implements Perturbation {

    private static final double LEAST = 1;
    private static final double MOST = 3;

    /**
     * A column of numbers.
     *
     * @param index of the column
     * @param values its normal values
     * @param grid lattice that its values lie on
     */
    record Axis(int index, Column column, NormalValues values, Grid grid) {

        double shifted(double value, RandomGenerator random) {
            double step = values.width() * (LEAST + (MOST - LEAST) * random.nextDouble());
            boolean upwards = random.nextBoolean() || (values.least() >= 0 && !time());
            double from = Double.isNaN(value) ? values.quantile(0.5) : value;
            return within(grid.round(upwards ? from + step : from - step));
        }

        private boolean time() {
            return column.type() instanceof ValueType.Date || column.type() instanceof ValueType.Timestamp;
        }

        /** What the type holds, and where all normal values are 32-bit integers these: the record's field may be one. */
        private double within(double value) {
            double bound = Double.MAX_VALUE;
            if (column.type() instanceof ValueType.Decimal decimal) {
                bound = Math.pow(10, decimal.precision()) - 1;
            } else if (!(column.type() instanceof ValueType.Floating)) {
                boolean ints = values.least() >= Integer.MIN_VALUE && values.largest() <= Integer.MAX_VALUE;
                bound = ints ? Integer.MAX_VALUE : 0x1p62;
            }
            return Math.max(-bound, Math.min(bound, value));
        }
    }

    @Override
    public String apply(List<ColumnData> columns, int row, RandomGenerator random) {
        Axis axis = axes.get(random.nextInt(axes.size()));
        ColumnData data = columns.get(axis.index());
        Cell.set(data, row, axis.shifted(data.number(row), random));
        return axis.column().name();
    }
}

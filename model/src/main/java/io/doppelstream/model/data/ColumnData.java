package io.doppelstream.model.data;

/**
 * The values of one column in final units, one array and no boxing. Nulls have a sentinel in the array, the same that the
 * model's {@code generate} signature emits, so that a null crosses every border without a second array.
 */
public sealed interface ColumnData {

    /** Null of an int64 column. */
    long NULL_LONG = Long.MIN_VALUE;
    /** Null of a category index. */
    int NULL_CODE = -1;

    /** Number of values. */
    int size();

    /** Whether the value at a row is null. */
    boolean isNull(int row);

    /** The value at a row as a double, a category as its index, null as NaN. */
    double number(int row);

    /** The same column with the rows at these indices, in their order. */
    ColumnData select(int[] rows);

    /** Integers, decimals (unscaled), dates (days since the epoch) and timestamps (microseconds since the epoch). */
    record Longs(long[] values) implements ColumnData {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return values[row] == NULL_LONG;
        }

        @Override
        public double number(int row) {
            return values[row] == NULL_LONG ? Double.NaN : values[row];
        }

        @Override
        public Longs select(int[] rows) {
            long[] selected = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Longs(selected);
        }
    }

    /** Doubles; NaN is null. */
    record Doubles(double[] values) implements ColumnData {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public double number(int row) {
            return values[row];
        }

        @Override
        public Doubles select(int[] rows) {
            double[] selected = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Doubles(selected);
        }
    }

    /** Indices into the column's vocabulary. */
    record Codes(int[] values) implements ColumnData {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return values[row] == NULL_CODE;
        }

        @Override
        public double number(int row) {
            return values[row] == NULL_CODE ? Double.NaN : values[row];
        }

        @Override
        public Codes select(int[] rows) {
            int[] selected = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Codes(selected);
        }
    }

    /** A column that is not learned: no values are held. */
    record Unlearned(int size) implements ColumnData {
        @Override
        public boolean isNull(int row) {
            return true;
        }

        @Override
        public double number(int row) {
            return Double.NaN;
        }

        @Override
        public Unlearned select(int[] rows) {
            return new Unlearned(rows.length);
        }
    }
}

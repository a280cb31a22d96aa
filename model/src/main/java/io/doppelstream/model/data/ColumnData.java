package io.doppelstream.model.data;

import io.doppelstream.model.schema.ImageShape;
import java.util.Arrays;

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

    /** This column's values followed by those of another of the same representation. */
    ColumnData followedBy(ColumnData other);

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
        public Longs followedBy(ColumnData other) {
            long[] all = Arrays.copyOf(values, values.length + other.size());
            System.arraycopy(((Longs) other).values, 0, all, values.length, other.size());
            return new Longs(all);
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
        public Doubles followedBy(ColumnData other) {
            double[] all = Arrays.copyOf(values, values.length + other.size());
            System.arraycopy(((Doubles) other).values, 0, all, values.length, other.size());
            return new Doubles(all);
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
        public Codes followedBy(ColumnData other) {
            int[] all = Arrays.copyOf(values, values.length + other.size());
            System.arraycopy(((Codes) other).values, 0, all, values.length, other.size());
            return new Codes(all);
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

    /**
     * Images of one shape; none is null.
     *
     * @param pixels {@code byte[size * shape.size()]}, image after image, unsigned, HWC
     */
    record Images(ImageShape shape, byte[] pixels) implements ColumnData {
        /** Checks the length. */
        public Images {
            if (pixels.length % shape.size() != 0) {
                throw new IllegalArgumentException("Expected whole images of " + shape + ", " + shape.size()
                        + " bytes each, found " + pixels.length + " bytes");
            }
        }

        @Override
        public int size() {
            return pixels.length / shape.size();
        }

        @Override
        public boolean isNull(int row) {
            return false;
        }

        /** Never: an image is not a number. */
        @Override
        public double number(int row) {
            throw new UnsupportedOperationException("Expected a column of numbers or categories, found images");
        }

        /** The pixels of one image, {@code byte[shape.size()]}, copied. */
        public byte[] image(int row) {
            return Arrays.copyOfRange(pixels, row * shape.size(), (row + 1) * shape.size());
        }

        @Override
        public Images followedBy(ColumnData other) {
            byte[] more = ((Images) other).pixels;
            byte[] all = Arrays.copyOf(pixels, Math.addExact(pixels.length, more.length));
            System.arraycopy(more, 0, all, pixels.length, more.length);
            return new Images(shape, all);
        }

        @Override
        public Images select(int[] rows) {
            int size = shape.size();
            byte[] selected = new byte[Math.multiplyExact(rows.length, size)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(pixels, rows[i] * size, selected, i * size, size);
            }
            return new Images(shape, selected);
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
        public Unlearned followedBy(ColumnData other) {
            return new Unlearned(size + other.size());
        }

        @Override
        public Unlearned select(int[] rows) {
            return new Unlearned(rows.length);
        }
    }
}

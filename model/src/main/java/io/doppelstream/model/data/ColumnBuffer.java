package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Collects the values of a column while a result is read. */
abstract class ColumnBuffer {

    static ColumnBuffer of(Column column) {
        if (!column.learned()) {
            return new SkippedBuffer();
        } else if (column.categorical()) {
            return new CodeBuffer(column);
        }
        return column.type() instanceof ValueType.Floating ? new DoubleBuffer() : new LongBuffer();
    }

    /** Where categories come as indices into their vocabulary. */
    static ColumnBuffer ofIndices(Column column) {
        return column.categorical() ? new IndexBuffer() : of(column);
    }

    abstract void add(ResultSet result, int index) throws SQLException;

    abstract ColumnData data();

    void check() throws UnusableDataException {}

    private static final class LongBuffer extends ColumnBuffer {
        private long[] values = new long[1024];
        private int size;

        @Override
        void add(ResultSet result, int index) throws SQLException {
            values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
            long value = result.getLong(index);
            values[size++] = result.wasNull() ? ColumnData.NULL_LONG : value;
        }

        @Override
        ColumnData data() {
            return new ColumnData.Longs(Arrays.copyOf(values, size));
        }
    }

    private static final class DoubleBuffer extends ColumnBuffer {
        private double[] values = new double[1024];
        private int size;

        @Override
        void add(ResultSet result, int index) throws SQLException {
            values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
            double value = result.getDouble(index);
            // Adding zero turns -0.0 into 0.0; what is not finite counts as missing.
            values[size++] = result.wasNull() || !Double.isFinite(value) ? Double.NaN : value + 0.0;
        }

        @Override
        ColumnData data() {
            return new ColumnData.Doubles(Arrays.copyOf(values, size));
        }
    }

    private static final class CodeBuffer extends ColumnBuffer {
        private final Column column;
        private final Map<String, Integer> codes = new HashMap<>();
        private int[] values = new int[1024];
        private int size;
        private String unknown;

        CodeBuffer(Column column) {
            this.column = column;
            for (int i = 0; i < column.vocabulary().size(); i++) {
                codes.put(column.vocabulary().get(i), i);
            }
        }

        @Override
        void add(ResultSet result, int index) throws SQLException {
            values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
            String value = result.getString(index);
            Integer code = value == null ? Integer.valueOf(ColumnData.NULL_CODE) : codes.get(value);
            if (code == null) {
                unknown = unknown == null ? value : unknown;
                code = ColumnData.NULL_CODE;
            }
            values[size++] = code;
        }

        @Override
        void check() throws UnusableDataException {
            if (unknown != null) {
                throw new UnusableDataException("Expected values of column '" + column.name()
                        + "' from its vocabulary (" + column.vocabulary().size() + " values), found '" + unknown + "'");
            }
        }

        @Override
        ColumnData data() {
            return new ColumnData.Codes(Arrays.copyOf(values, size));
        }
    }

    private static final class IndexBuffer extends ColumnBuffer {
        private int[] values = new int[1024];
        private int size;

        @Override
        void add(ResultSet result, int index) throws SQLException {
            values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
            int code = result.getInt(index);
            values[size++] = result.wasNull() ? ColumnData.NULL_CODE : code;
        }

        @Override
        ColumnData data() {
            return new ColumnData.Codes(Arrays.copyOf(values, size));
        }
    }

    private static final class SkippedBuffer extends ColumnBuffer {
        private int size;

        @Override
        void add(ResultSet result, int index) {
            size++;
        }

        @Override
        ColumnData data() {
            return new ColumnData.Unlearned(size);
        }
    }
}

package io.doppelstream.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Plans for fields of continuous columns: numbers in final units to the unit that the field's schema states. */
final class NumberPlans {
    private NumberPlans() {}

    /** Writes a value that is not null. */
    @FunctionalInterface
    private interface LongWriter {
        void write(long value, AvroBuffer out);
    }

    @FunctionalInterface
    private interface DoubleWriter {
        void write(double value, AvroBuffer out);
    }

    static FieldPlan of(FieldType type, Column column, int index) {
        return column.type() instanceof ValueType.Floating
                ? doubles(type, column, index, doubleWriter(type, column))
                : longs(type, column, index, longWriter(type, column));
    }

    private static FieldPlan longs(FieldType type, Column column, int index, LongWriter writer) {
        byte[] prefix = type.prefix();
        return chunk -> {
            long[] values = ((ColumnData.Longs) chunk.columns().get(index)).values();
            return (row, out) -> {
                if (values[row] == ColumnData.NULL_LONG) {
                    writeNull(type, column, out);
                } else {
                    out.writeRaw(prefix);
                    writer.write(values[row], out);
                }
            };
        };
    }

    private static FieldPlan doubles(FieldType type, Column column, int index, DoubleWriter writer) {
        byte[] prefix = type.prefix();
        return chunk -> {
            double[] values = ((ColumnData.Doubles) chunk.columns().get(index)).values();
            return (row, out) -> {
                if (Double.isNaN(values[row])) {
                    writeNull(type, column, out);
                } else {
                    out.writeRaw(prefix);
                    writer.write(values[row], out);
                }
            };
        };
    }

    static void writeNull(FieldType type, Column column, AvroBuffer out) {
        if (!type.nullable()) {
            throw new IllegalStateException("Expected a value in column '" + column.name() + "', whose field '"
                    + type.name() + "' takes no null, found null: the model is at fault");
        }
        out.writeRaw(type.nullValue());
    }

    private static DoubleWriter doubleWriter(FieldType type, Column column) {
        if (type.decimalScale() >= 0) {
            int scale = type.decimalScale();
            return (value, out) -> writeUnscaled(
                    type,
                    BigDecimal.valueOf(value)
                            .setScale(scale, RoundingMode.HALF_UP)
                            .unscaledValue(),
                    out);
        }
        return switch (type.plain().getType()) {
            case DOUBLE -> (value, out) -> out.writeDouble(value);
            case FLOAT -> (value, out) -> out.writeFloat((float) value);
            case STRING -> (value, out) -> out.writeBytes(Double.toString(value).getBytes(UTF_8));
            default ->
                throw type.unsupported(
                        "column '" + column.name() + "' (" + column.type().label() + ")");
        };
    }

    private static LongWriter longWriter(FieldType type, Column column) {
        ValueType value = column.type();
        int unitScale = value instanceof ValueType.Decimal decimal ? decimal.scale() : 0;
        if (type.decimalScale() >= 0) {
            int shift = type.decimalScale() - unitScale;
            return shift == 0
                    ? (unit, out) -> writeUnscaled(type, BigInteger.valueOf(unit), out)
                    : (unit, out) -> writeUnscaled(
                            type,
                            BigDecimal.valueOf(unit, unitScale)
                                    .setScale(type.decimalScale(), RoundingMode.HALF_UP)
                                    .unscaledValue(),
                            out);
        }
        return switch (type.plain().getType()) {
            case INT -> (unit, out) -> out.writeLong(requireInt(type, unit));
            case LONG ->
                isMillis(type) && value instanceof ValueType.Timestamp
                        ? (unit, out) -> out.writeLong(Math.floorDiv(unit, 1000L))
                        : (unit, out) -> out.writeLong(unit);
            case DOUBLE -> (unit, out) -> out.writeDouble(scaled(unit, unitScale));
            case FLOAT -> (unit, out) -> out.writeFloat((float) scaled(unit, unitScale));
            case STRING ->
                (unit, out) -> out.writeBytes(Values.text(value, unit).getBytes(UTF_8));
            default -> throw type.unsupported("column '" + column.name() + "' (" + value.label() + ")");
        };
    }

    private static long requireInt(FieldType type, long unit) {
        if (unit < Integer.MIN_VALUE || unit > Integer.MAX_VALUE) {
            throw new IllegalStateException("Expected a 32-bit number for field '" + type.name() + "', found " + unit);
        }
        return unit;
    }

    private static double scaled(long unit, int scale) {
        return scale == 0 ? unit : BigDecimal.valueOf(unit, scale).doubleValue();
    }

    static boolean isMillis(FieldType type) {
        return type.logical() instanceof LogicalTypes.TimestampMillis
                || type.logical() instanceof LogicalTypes.LocalTimestampMillis;
    }

    /** Two's complement, big-endian: the shortest for bytes, sign-extended for fixed. */
    private static void writeUnscaled(FieldType type, BigInteger unscaled, AvroBuffer out) {
        byte[] shortest = unscaled.toByteArray();
        if (type.plain().getType() == Schema.Type.BYTES) {
            out.writeBytes(shortest);
            return;
        }
        int size = type.plain().getFixedSize();
        if (shortest.length > size) {
            throw new IllegalStateException("Expected a decimal of at most " + size + " bytes for field '" + type.name()
                    + "', found " + unscaled);
        }
        for (int i = shortest.length; i < size; i++) {
            out.writeByte(unscaled.signum() < 0 ? -1 : 0);
        }
        out.writeRaw(shortest);
    }
}

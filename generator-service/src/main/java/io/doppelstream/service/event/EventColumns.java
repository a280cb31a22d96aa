package io.doppelstream.service.event;

import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.model.score.EventFeatures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Real events of one record schema as values of a model's columns: numbers in final units, categories as indices of the vocabulary
 * or {@link EventFeatures#UNSEEN}, nulls as NaN.
 */
public final class EventColumns {
    /** A value of a field, which is not null, as one of the column. */
    private interface Reading {
        double of(Object value) throws UnusableEventException;
    }

    private record Source(int column, String name, int field, Reading reading) {}

    private final int columns;
    private final List<Source> sources;

    private EventColumns(int columns, List<Source> sources) {
        this.columns = columns;
        this.sources = List.copyOf(sources);
    }

    /**
     * Finds the fields of all columns that a model learns.
     *
     * @throws UnusableEventException when a column has no field, or one of another type
     */
    public static EventColumns of(TableSchema table, Schema record) throws UnusableEventException {
        List<Source> sources = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int index = 0; index < table.size(); index++) {
            Column column = table.column(index);
            if (column.learned()) {
                Schema.Field field = field(record, column.name());
                if (field == null) {
                    problems.add("a field " + column.name() + ", found none");
                } else {
                    Reading reading = reading(column, field);
                    if (reading == null) {
                        problems.add("the field " + column.name() + " to hold values of a column of type "
                                + column.type().label() + ", found " + field.schema());
                    }
                    sources.add(new Source(index, column.name(), field.pos(), reading));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UnusableEventException(
                    "Expected in the schema " + record.getFullName() + " " + String.join("; ", problems));
        }
        return new EventColumns(table.size(), sources);
    }

    private static Schema.Field field(Schema record, String column) {
        return record.getFields().stream()
                .filter(field -> AvroTypes.columnName(field).equals(column))
                .findFirst()
                .orElse(null);
    }

    /** How a field's values become the column's; null where they cannot. */
    private static Reading reading(Column column, Schema.Field field) {
        Schema plain = AvroTypes.withoutNull(field.schema());
        ValueType found = AvroTypes.valueType(field.schema()).orElse(null);
        if (found == null) {
            return null;
        }
        if (column.categorical() && !column.type().numeric()) {
            boolean written = found instanceof ValueType.Text
                    || found instanceof ValueType.Bool
                    || found instanceof ValueType.Whole;
            return written ? categories(column) : null;
        }
        Reading number = number(column, plain, found);
        return number == null || !column.categorical() ? number : numbersAsCategories(column, number);
    }

    private static Reading categories(Column column) {
        Map<String, Double> codes = new HashMap<>();
        for (int i = 0; i < column.vocabulary().size(); i++) {
            codes.put(column.vocabulary().get(i), (double) i);
        }
        return value -> codes.getOrDefault(value.toString(), EventFeatures.UNSEEN);
    }

    private static Reading numbersAsCategories(Column column, Reading number) {
        Map<Double, Double> codes = new HashMap<>();
        for (int i = 0; i < column.vocabulary().size(); i++) {
            double code = i;
            Values.number(column.type(), column.vocabulary().get(i)).ifPresent(known -> codes.put(known + 0.0, code));
        }
        return value -> {
            double read = number.of(value);
            return Double.isNaN(read) ? read : codes.getOrDefault(read + 0.0, EventFeatures.UNSEEN);
        };
    }

    private static Reading number(Column column, Schema schema, ValueType found) {
        ValueType type = column.type();
        if (found instanceof ValueType.Text) {
            return value -> parsed(column, value.toString());
        } else if (type instanceof ValueType.Date || type instanceof ValueType.Timestamp) {
            boolean same = type.getClass() == found.getClass();
            double unit = isMillis(schema.getLogicalType()) ? 1_000 : 1;
            return same ? value -> ((Number) value).doubleValue() * unit : null;
        } else if (found instanceof ValueType.Bool
                || found instanceof ValueType.Date
                || found instanceof ValueType.Timestamp) {
            return null;
        }
        int scale = type instanceof ValueType.Decimal decimal ? decimal.scale() : 0;
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return value ->
                    decimal(value, decimal.getScale()).movePointRight(scale).doubleValue();
        } else if (scale > 0) {
            return value -> finite(value)
                    ? new BigDecimal(value.toString()).movePointRight(scale).doubleValue()
                    : Double.NaN;
        }
        return value -> finite(value) ? plain(value) : Double.NaN;
    }

    /** What is not finite counts as missing, as it does in training. */
    private static boolean finite(Object value) {
        return Double.isFinite(((Number) value).doubleValue());
    }

    /** A 32-bit number as the decimal that it stands for. */
    private static double plain(Object value) {
        return value instanceof Float single ? Double.parseDouble(single.toString()) : ((Number) value).doubleValue();
    }

    private static double parsed(Column column, String text) throws UnusableEventException {
        Double number = Values.number(column.type(), text).orElse(null);
        if (number == null) {
            throw new UnusableEventException("Expected a value of type "
                    + column.type().label() + " in the field " + column.name() + ", found '" + text + "'");
        }
        return number;
    }

    private static boolean isMillis(LogicalType logical) {
        return logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.LocalTimestampMillis;
    }

    private static BigDecimal decimal(Object value, int scale) {
        byte[] unscaled;
        if (value instanceof GenericFixed fixed) {
            unscaled = fixed.bytes();
        } else {
            ByteBuffer bytes = ((ByteBuffer) value).duplicate();
            unscaled = new byte[bytes.remaining()];
            bytes.get(unscaled);
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    /**
     * Reads an event.
     *
     * @param event of the schema, read without conversions of logical types
     * @return {@code double[columns of the table]}, 0 for those that are not learned
     */
    public double[] values(IndexedRecord event) throws UnusableEventException {
        double[] values = new double[columns];
        for (Source source : sources) {
            Object value = event.get(source.field());
            values[source.column()] =
                    value == null ? Double.NaN : source.reading().of(value);
        }
        return values;
    }

    /** Text of the field of a column, null for null: for categories that the vocabulary lacks. */
    public String text(IndexedRecord event, int column) {
        return sources.stream()
                .filter(source -> source.column() == column)
                .findFirst()
                .map(source -> event.get(source.field()))
                .map(Object::toString)
                .orElse(null);
    }
}

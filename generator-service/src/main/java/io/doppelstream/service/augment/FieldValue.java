package io.doppelstream.service.augment;

import io.doppelstream.model.condition.Literal;
import io.doppelstream.service.event.UnusableEventException;
import java.math.BigDecimal;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;

/** A field of a real record as conditions see it: a text, a number, a boolean or null. */
final class FieldValue {
    private FieldValue() {}

    /**
     * Reads a field.
     *
     * @return String, BigDecimal, Boolean or null
     * @throws UnusableEventException when there is no such field, or its value is of another kind
     */
    static Object of(GenericRecord record, String column) throws UnusableEventException {
        Schema.Field field = record.getSchema().getField(column);
        if (field == null) {
            throw new UnusableEventException("Expected a field " + column + ", found "
                    + record.getSchema().getFields().stream()
                            .map(Schema.Field::name)
                            .toList());
        }
        Object value = record.get(field.pos());
        if (value == null) {
            return null;
        } else if (value instanceof CharSequence || value instanceof GenericEnumSymbol) {
            return value.toString();
        } else if (value instanceof Boolean) {
            return value;
        } else if (value instanceof Number number && !isLogical(field.schema()) && isFinite(number)) {
            return new BigDecimal(number.toString());
        }
        throw new UnusableEventException("Expected the field " + column
                + " to hold a text, a finite number, a boolean or null, found " + value + " of " + field.schema());
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    /** Dates and times: numbers that nobody writes as such in a condition. */
    private static boolean isLogical(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(FieldValue::isLogical)
                : schema.getLogicalType() != null;
    }

    /** The value in the language of conditions; {@code null} for null. */
    static String written(Object value) {
        if (value instanceof String text) {
            return new Literal(text, true).toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}

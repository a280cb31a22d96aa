package io.doppelstream.service.record;

import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericData;

/** Values that a model keeps as text (vocabularies, constants) as the objects that Avro's generic writer takes. */
final class TextValues {
    private static final Conversions.DecimalConversion DECIMALS = new Conversions.DecimalConversion();

    private TextValues() {}

    /** The encoding of a text as a value of this field. */
    static byte[] encode(FieldType type, Column column, String text) {
        try {
            return type.encode(value(type, column, text));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new UnsupportedRecordSchemaException(
                    "Expected values of column '" + column.name() + "' to fit the field '" + type.name() + "' of type "
                            + type.plain() + ", found '" + text + "'",
                    e);
        }
    }

    private static Object value(FieldType type, Column column, String text) {
        if (type.decimalScale() >= 0) {
            return decimal(type, new BigDecimal(text));
        }
        return switch (type.plain().getType()) {
            case STRING -> text;
            case ENUM -> new GenericData.EnumSymbol(type.plain(), text);
            case BOOLEAN -> bool(text);
            case INT -> Math.toIntExact(whole(type, column, text));
            case LONG -> whole(type, column, text);
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case BYTES -> ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> throw type.unsupported("column '" + column.name() + "'");
        };
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException("Expected true or false, found '" + text + "'");
        };
    }

    private static long whole(FieldType type, Column column, String text) {
        ValueType value = column.type();
        if (value instanceof ValueType.Date || value instanceof ValueType.Timestamp) {
            long unit = Math.round(Values.number(value, text)
                    .orElseThrow(
                            () -> new NumberFormatException("Expected a " + value.label() + ", found '" + text + "'")));
            return NumberPlans.isMillis(type) ? Math.floorDiv(unit, 1000L) : unit;
        }
        return new BigDecimal(text).longValueExact();
    }

    /** A decimal as bytes or fixed, at the field's scale. */
    static Object decimal(FieldType type, BigDecimal value) {
        LogicalTypes.Decimal logical = (LogicalTypes.Decimal) type.logical();
        BigDecimal scaled = value.setScale(logical.getScale(), RoundingMode.HALF_UP);
        return type.plain().getType() == org.apache.avro.Schema.Type.FIXED
                ? DECIMALS.toFixed(scaled, type.plain(), logical)
                : DECIMALS.toBytes(scaled, type.plain(), logical);
    }
}

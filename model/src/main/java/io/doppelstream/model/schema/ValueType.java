package io.doppelstream.model.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.ZoneId;

/**
 * What a value of a column is, independent of how it is learned. Every type has a <em>final unit</em>, the number that a
 * model emits and a table holds in memory: see {@link io.doppelstream.model.data.ColumnData}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ValueType.Text.class, name = "string"),
    @JsonSubTypes.Type(value = ValueType.Bool.class, name = "boolean"),
    @JsonSubTypes.Type(value = ValueType.Whole.class, name = "integer"),
    @JsonSubTypes.Type(value = ValueType.Decimal.class, name = "decimal"),
    @JsonSubTypes.Type(value = ValueType.Floating.class, name = "double"),
    @JsonSubTypes.Type(value = ValueType.Date.class, name = "date"),
    @JsonSubTypes.Type(value = ValueType.Timestamp.class, name = "timestamp"),
    @JsonSubTypes.Type(value = ValueType.Image.class, name = "image"),
})
public sealed interface ValueType {

    /** A string. */
    record Text() implements ValueType {}

    /** True or false. */
    record Bool() implements ValueType {}

    /** A 64-bit integer; final unit: itself. */
    record Whole() implements ValueType {}

    /** A decimal number with a fixed scale; final unit: the unscaled value, so that no digit is lost. */
    record Decimal(int precision, int scale) implements ValueType {
        /** Checks that the unscaled value fits 64 bits. */
        public Decimal {
            if (precision < 1 || precision > 18 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "Expected a decimal of precision 1 to 18 and scale 0 to its precision, found decimal("
                                + precision + ", " + scale + ")");
            }
        }
    }

    /** A 64-bit floating-point number; final unit: itself. */
    record Floating() implements ValueType {}

    /** A calendar date; final unit: days since 1970-01-01. */
    record Date() implements ValueType {}

    /**
     * A point in time; final unit: microseconds since 1970-01-01T00:00.
     *
     * @param zone the zone that values are written in, for example {@code UTC} or {@code Europe/Berlin}; null for a local
     *     timestamp that names no zone
     */
    record Timestamp(String zone) implements ValueType {
        /** Checks the zone. */
        public Timestamp {
            if (zone != null) {
                ZoneId.of(zone);
            }
        }
    }

    /** An image; final unit: its pixels, one unsigned byte a channel. */
    record Image() implements ValueType {}

    /** Whether values are numbers on a line (and so may be learned as continuous). */
    default boolean numeric() {
        return !(this instanceof Text) && !(this instanceof Bool) && !(this instanceof Image);
    }

    /** The name used in messages, overrides and manifests. */
    default String label() {
        if (this instanceof Text) {
            return "string";
        } else if (this instanceof Bool) {
            return "boolean";
        } else if (this instanceof Whole) {
            return "integer";
        } else if (this instanceof Decimal decimal) {
            return "decimal(" + decimal.precision() + ", " + decimal.scale() + ")";
        } else if (this instanceof Floating) {
            return "double";
        } else if (this instanceof Date) {
            return "date";
        } else if (this instanceof Image) {
            return "image";
        }
        String zone = ((Timestamp) this).zone();
        return zone == null ? "timestamp" : "timestamp(" + zone + ")";
    }
}

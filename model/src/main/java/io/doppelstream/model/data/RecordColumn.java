package io.doppelstream.model.data;

import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.duckdb.DuckDBAppender;

/**
 * A field of Avro records as a column of a database.
 *
 * @param name of the column
 * @param field its position in the record
 * @param schema of its values, without null
 * @param type of its values
 */
record RecordColumn(String name, int field, Schema schema, ValueType type) {

    static RecordColumn of(String name, Schema.Field field) {
        return new RecordColumn(
                name,
                field.pos(),
                AvroTypes.withoutNull(field.schema()),
                AvroTypes.valueType(field.schema()).orElseThrow());
    }

    /** What the schema tells of a column beyond its type; what the user declared goes before it. */
    static Optional<ColumnOverride> inferred(Schema.Field field, ColumnOverride declared) {
        Schema schema = AvroTypes.withoutNull(field.schema());
        String type = declared == null ? null : declared.type();
        String zone = declared == null ? null : declared.zone();
        if (type == null && schema.getType() == Schema.Type.ENUM) {
            type = "categorical";
        } else if (type == null && isUuid(schema.getLogicalType())) {
            type = "identifier";
        }
        if (zone == null && AvroTypes.valueType(schema).orElse(null) instanceof ValueType.Timestamp timestamp) {
            zone = timestamp.zone();
        }
        return type == null && zone == null
                ? Optional.empty()
                : Optional.of(new ColumnOverride(type, declared == null ? null : declared.scale(), zone, false));
    }

    private static boolean isUuid(LogicalType logical) {
        return logical != null && "uuid".equals(logical.getName());
    }

    String duckType() {
        if (type instanceof ValueType.Bool) {
            return "BOOLEAN";
        } else if (type instanceof ValueType.Whole) {
            return "BIGINT";
        } else if (type instanceof ValueType.Floating) {
            return "DOUBLE";
        } else if (type instanceof ValueType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        } else if (type instanceof ValueType.Date) {
            return "DATE";
        } else if (type instanceof ValueType.Timestamp timestamp) {
            return timestamp.zone() == null ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE";
        }
        return "VARCHAR";
    }

    void append(Object value, DuckDBAppender row) throws SQLException {
        if (value == null) {
            row.appendNull();
        } else if (type instanceof ValueType.Bool) {
            row.append((boolean) value);
        } else if (type instanceof ValueType.Whole) {
            row.append(((Number) value).longValue());
        } else if (type instanceof ValueType.Floating) {
            row.append(floating(value));
        } else if (type instanceof ValueType.Decimal) {
            row.append(decimal(value));
        } else if (type instanceof ValueType.Date) {
            row.appendEpochDays((int) value);
        } else if (type instanceof ValueType.Timestamp) {
            row.appendEpochMicros((long) value * (millis() ? 1000 : 1));
        } else {
            row.append(value.toString());
        }
    }

    private boolean millis() {
        LogicalType logical = schema.getLogicalType();
        return logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.LocalTimestampMillis;
    }

    /** A 32-bit number as the decimal that it stands for, and a decimal too wide for 64 bits. */
    private double floating(Object value) {
        if (value instanceof Float single) {
            return Double.parseDouble(single.toString());
        }
        return value instanceof Number number
                ? number.doubleValue()
                : decimal(value).doubleValue();
    }

    private BigDecimal decimal(Object value) {
        byte[] unscaled;
        if (value instanceof GenericFixed fixed) {
            unscaled = fixed.bytes();
        } else {
            ByteBuffer bytes = ((ByteBuffer) value).duplicate();
            unscaled = new byte[bytes.remaining()];
            bytes.get(unscaled);
        }
        return new BigDecimal(new BigInteger(unscaled), ((LogicalTypes.Decimal) schema.getLogicalType()).getScale());
    }
}

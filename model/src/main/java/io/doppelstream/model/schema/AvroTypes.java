package io.doppelstream.model.schema;

import io.doppelstream.schemas.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Columns as Avro fields and back: the schema of synthetic records is the real data's own, or, where the data came from a file,
 * the one derived here. Nullable columns are unions with null, decimals bytes with their scale, timestamps microseconds.
 */
public final class AvroTypes {

    /** Property of a field that holds the column's name where it is no valid Avro name. */
    public static final String COLUMN_PROPERTY = "doppel.column";

    private static final String NAMESPACE = "io.doppelstream.records";

    private AvroTypes() {}

    /** The record schema of a table that has none of its own; images have one contract, whatever the model. */
    public static Schema recordSchema(TableSchema table, String modelName) {
        if (table.columns().stream().anyMatch(Column::image)) {
            return ImageRecord.getClassSchema();
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            Schema type = type(column.type());
            boolean nullable = column.nullable();
            Schema schema = nullable ? Schema.createUnion(Schema.create(Schema.Type.NULL), type) : type;
            String name = fieldName(column.name());
            Schema.Field field = new Schema.Field(name, schema, null, nullable ? JsonProperties.NULL_VALUE : null);
            if (!name.equals(column.name())) {
                field.addProp(COLUMN_PROPERTY, column.name());
            }
            fields.add(field);
        }
        return Schema.createRecord(fieldName(modelName), "Records of model " + modelName, NAMESPACE, false, fields);
    }

    /** Name of the Avro field for a column: what is not allowed in Avro names becomes an underscore. */
    public static String fieldName(String column) {
        String name = column.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** Name of the column that a field stands for. */
    public static String columnName(Schema.Field field) {
        String name = field.getProp(COLUMN_PROPERTY);
        return name == null ? field.name() : name;
    }

    private static Schema type(ValueType type) {
        if (type instanceof ValueType.Text) {
            return Schema.create(Schema.Type.STRING);
        } else if (type instanceof ValueType.Bool) {
            return Schema.create(Schema.Type.BOOLEAN);
        } else if (type instanceof ValueType.Floating) {
            return Schema.create(Schema.Type.DOUBLE);
        } else if (type instanceof ValueType.Decimal decimal) {
            return LogicalTypes.decimal(decimal.precision(), decimal.scale())
                    .addToSchema(Schema.create(Schema.Type.BYTES));
        } else if (type instanceof ValueType.Date) {
            return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        } else if (type instanceof ValueType.Timestamp timestamp) {
            LogicalType logical =
                    timestamp.zone() == null ? LogicalTypes.localTimestampMicros() : LogicalTypes.timestampMicros();
            Schema schema = logical.addToSchema(Schema.create(Schema.Type.LONG));
            if (timestamp.zone() != null) {
                schema.addProp("doppel.zone", timestamp.zone());
            }
            return schema;
        }
        return Schema.create(Schema.Type.LONG);
    }

    /** Whether null is allowed. */
    public static boolean nullable(Schema schema) {
        return schema.isNullable();
    }

    /** The schema without null: the only other branch of a union. */
    public static Schema withoutNull(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return branches.size() == 1 ? branches.get(0) : schema;
    }

    /** The value type of a field's schema, null aside; empty for records, arrays, maps and true unions. */
    public static Optional<ValueType> valueType(Schema schema) {
        Schema plain = withoutNull(schema);
        LogicalType logical = plain.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            boolean fits = decimal.getPrecision() <= 18;
            return Optional.of(
                    fits
                            ? new ValueType.Decimal(decimal.getPrecision(), decimal.getScale())
                            : new ValueType.Floating());
        }
        return switch (plain.getType()) {
            case STRING, ENUM -> Optional.of(new ValueType.Text());
            case BOOLEAN -> Optional.of(new ValueType.Bool());
            case FLOAT, DOUBLE -> Optional.of(new ValueType.Floating());
            case INT, LONG -> Optional.of(whole(plain, logical));
            default -> Optional.empty();
        };
    }

    private static ValueType whole(Schema schema, LogicalType logical) {
        if (logical instanceof LogicalTypes.Date) {
            return new ValueType.Date();
        } else if (logical instanceof LogicalTypes.TimestampMicros || logical instanceof LogicalTypes.TimestampMillis) {
            String zone = schema.getProp("doppel.zone");
            return new ValueType.Timestamp(zone == null ? "UTC" : zone);
        } else if (logical instanceof LogicalTypes.LocalTimestampMicros
                || logical instanceof LogicalTypes.LocalTimestampMillis) {
            return new ValueType.Timestamp(null);
        }
        return new ValueType.Whole();
    }

    /**
     * Table schema of records of an Avro schema, as far as the schema alone tells: enums and booleans are categorical, numbers
     * continuous, UUIDs identifiers. A text's vocabulary lies in the data, not in the schema: it is declared, or read from a
     * sample of the records.
     *
     * @throws IllegalArgumentException with all columns that need an override
     */
    public static TableSchema tableSchema(Schema record, SchemaOverrides overrides) {
        List<Column> columns = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            String name = columnName(field);
            ColumnOverride override = overrides.of(name);
            if (override != null && override.drop()) {
                continue;
            }
            Optional<ValueType> type = valueType(field.schema());
            Optional<Role> role = type.flatMap(known -> role(known, withoutNull(field.schema()), override));
            if (role.isEmpty()) {
                problems.add("Expected a field whose schema tells its values, found '" + name + "' of type "
                        + field.schema() + ": declare it as identifier, or drop it");
            } else {
                columns.add(new Column(
                        name, type.orElseThrow(), role.get(), field.schema().isNullable()));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return new TableSchema(columns, overrides.key());
    }

    private static Optional<Role> role(ValueType type, Schema schema, ColumnOverride override) {
        boolean uuid = schema.getLogicalType() != null
                && "uuid".equals(schema.getLogicalType().getName());
        if (uuid) {
            return Optional.of(new Role.Identifier(Role.Identifier.Format.UUID));
        } else if (override != null && "identifier".equals(override.type())) {
            return Optional.of(new Role.Identifier(
                    type instanceof ValueType.Whole ? Role.Identifier.Format.INTEGER : Role.Identifier.Format.TEXT));
        } else if (schema.getType() == Schema.Type.ENUM) {
            return Optional.of(new Role.Categorical(schema.getEnumSymbols()));
        } else if (type instanceof ValueType.Bool) {
            return Optional.of(new Role.Categorical(List.of("false", "true")));
        }
        return type.numeric() ? Optional.of(new Role.Continuous()) : Optional.empty();
    }
}

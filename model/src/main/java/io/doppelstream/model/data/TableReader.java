package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file into memory: infers its schema, or takes a given one. {@link TableSource} reads larger ones in parts. */
public final class TableReader {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final int MOST_DIGITS = 18;

    private TableReader() {}

    /** Infers the schema of a file and reads it. */
    public static Table read(Path file, SchemaOverrides overrides) throws UnusableDataException {
        try (DataFile data = DataFile.open(file)) {
            return read(data, infer(data, overrides));
        }
    }

    /** Infers the schema of a file. */
    public static TableSchema schema(Path file, SchemaOverrides overrides) throws UnusableDataException {
        try (DataFile data = DataFile.open(file)) {
            return infer(data, overrides);
        }
    }

    /** Reads a file whose schema is known; values outside a vocabulary are errors. */
    public static Table read(Path file, TableSchema schema) throws UnusableDataException {
        try (DataFile data = DataFile.open(file)) {
            requireColumns(data, schema);
            return read(data, schema);
        }
    }

    /**
     * Reads two files to be compared: the schema is inferred from the first, its vocabularies hold the values of both.
     *
     * @return the first and the second table
     */
    public static Table.Split readPair(Path first, Path second, SchemaOverrides overrides)
            throws UnusableDataException {
        ComparedFiles files = ComparedFiles.read(first, second, Optional.empty(), overrides);
        return new Table.Split(files.real(), files.synthetic());
    }

    static void requireColumns(DataFile data, TableSchema schema) throws UnusableDataException {
        for (Column column : schema.columns()) {
            if (!data.types().containsKey(column.name())) {
                throw new UnusableDataException("Expected a column '" + column.name() + "' in " + data.label()
                        + ", found the columns " + String.join(", ", data.names()));
            }
        }
    }

    static TableSchema infer(DataFile data, SchemaOverrides overrides) throws UnusableDataException {
        overrides.check(data.names());
        List<Column> columns = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (data.rows() == 0) {
            throw new UnusableDataException("Expected at least one row in " + data.label() + ", found none");
        }
        for (Map.Entry<String, String> entry : data.types().entrySet()) {
            ColumnOverride override = overrides.of(entry.getKey());
            if (override != null && override.drop()) {
                continue;
            }
            inferColumn(data, entry.getKey(), entry.getValue(), override, columns, problems);
        }
        if (!problems.isEmpty()) {
            throw new UnusableDataException(String.join(System.lineSeparator(), problems));
        }
        if (columns.isEmpty()) {
            throw new UnusableDataException("Expected at least one column in " + data.label() + ", found none");
        }
        return new TableSchema(columns, overrides.key());
    }

    private static void inferColumn(
            DataFile data,
            String name,
            String duckType,
            ColumnOverride override,
            List<Column> columns,
            List<String> problems)
            throws UnusableDataException {
        ValueType type = type(duckType, override);
        if (type == null) {
            problems.add("Expected a flat column of numbers, texts, booleans, dates or timestamps, found '" + name
                    + "' of type " + duckType + ": flatten or drop it (columns: {" + name + ": {drop: true}})");
            return;
        }
        ColumnProfile profile = data.profile(name);
        String declared = override == null ? null : override.type();
        RoleChooser.Choice choice;
        if ("categorical".equals(declared) || "boolean".equals(declared)) {
            choice = RoleChooser.Choice.CATEGORICAL;
        } else if ("identifier".equals(declared)) {
            choice = RoleChooser.Choice.IDENTIFIER;
        } else {
            choice = RoleChooser.choose(name, type, profile);
        }
        switch (choice) {
            case CATEGORICAL ->
                columns.add(new Column(name, type, new Role.Categorical(data.vocabulary(name)), profile.nullable()));
            case CONTINUOUS -> columns.add(new Column(name, type, new Role.Continuous(), profile.nullable()));
            case CONSTANT ->
                columns.add(new Column(name, type, new Role.Constant(profile.smallest()), profile.nullable()));
            case IDENTIFIER ->
                columns.add(new Column(name, type, RoleChooser.identifier(type, profile), profile.nullable()));
            case FREE_TEXT ->
                problems.add("Expected columns that can be learned, found free text in '" + name + "' ("
                        + profile.distinct() + " distinct texts of " + Math.round(profile.meanLength())
                        + " characters on average): drop it (columns: {" + name + ": {drop: true}}) or declare it "
                        + "(type: categorical or identifier)");
            case TOO_MANY_CATEGORIES ->
                problems.add("Expected at most " + RoleChooser.MOST_CATEGORIES
                        + " distinct values in a column of texts, found " + profile.distinct() + " in '" + name
                        + "': drop it (columns: {" + name
                        + ": {drop: true}}) or declare it (type: categorical or identifier)");
            default -> throw new IllegalStateException(choice.name());
        }
    }

    private static ValueType type(String duckType, ColumnOverride override) {
        String declared = override == null || override.type() == null ? "" : override.type();
        return switch (declared) {
            case "integer" -> new ValueType.Whole();
            case "double" -> new ValueType.Floating();
            case "date" -> new ValueType.Date();
            case "boolean" -> new ValueType.Bool();
            case "timestamp" -> new ValueType.Timestamp(override.zone());
            case "decimal" -> new ValueType.Decimal(MOST_DIGITS, override.scale() == null ? 2 : override.scale());
            default -> ofDuckType(duckType, override);
        };
    }

    static ValueType ofDuckType(String duckType, ColumnOverride override) {
        Matcher decimal = DECIMAL.matcher(duckType);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            return precision > MOST_DIGITS
                    ? new ValueType.Floating()
                    : new ValueType.Decimal(precision, Integer.parseInt(decimal.group(2)));
        }
        return switch (duckType) {
            case "BOOLEAN" -> new ValueType.Bool();
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                new ValueType.Whole();
            case "FLOAT", "DOUBLE", "HUGEINT", "UBIGINT", "UHUGEINT" -> new ValueType.Floating();
            case "DATE" -> new ValueType.Date();
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                new ValueType.Timestamp(override == null ? null : override.zone());
            case "TIMESTAMP WITH TIME ZONE" ->
                new ValueType.Timestamp(override == null || override.zone() == null ? "UTC" : override.zone());
            case "VARCHAR", "UUID", "TIME" -> new ValueType.Text();
            default -> duckType.startsWith("ENUM") ? new ValueType.Text() : null;
        };
    }

    static Table read(DataFile data, TableSchema schema) throws UnusableDataException {
        return data.select(expressions(data, schema), result -> collect(result, schema, ColumnBuffer::of));
    }

    /** The columns in final units, in SQL over {@link DataFile#TABLE}. */
    static List<String> expressions(DataFile data, TableSchema schema) {
        return schema.columns().stream()
                .map(column -> expression(column, data.types().get(column.name())))
                .toList();
    }

    /** Reads a result whose columns are those of the schema, in final units, to its end. */
    static Table collect(ResultSet result, TableSchema schema, Function<Column, ColumnBuffer> kind)
            throws SQLException, UnusableDataException {
        List<ColumnBuffer> buffers = schema.columns().stream().map(kind).toList();
        while (result.next()) {
            for (int i = 0; i < buffers.size(); i++) {
                buffers.get(i).add(result, i + 1);
            }
        }
        for (ColumnBuffer buffer : buffers) {
            buffer.check();
        }
        return new Table(schema, buffers.stream().map(ColumnBuffer::data).toList());
    }

    /** The column in final units, in SQL. */
    private static String expression(Column column, String duckType) {
        String name = DataFile.quote(column.name());
        ValueType type = column.type();
        if (!column.learned()) {
            return "0";
        } else if (column.categorical()) {
            return "CAST(" + name + " AS VARCHAR)";
        } else if (type instanceof ValueType.Floating) {
            return "CAST(" + name + " AS DOUBLE)";
        } else if (type instanceof ValueType.Decimal decimal) {
            return "CAST(round(CAST(" + name + " AS DECIMAL(38, " + decimal.scale() + ")) * " + "1"
                    + "0".repeat(decimal.scale()) + ") AS BIGINT)";
        } else if (type instanceof ValueType.Date) {
            return "CAST(epoch(CAST(" + name + " AS DATE)) / 86400 AS BIGINT)";
        } else if (type instanceof ValueType.Timestamp timestamp) {
            boolean zoned = "TIMESTAMP WITH TIME ZONE".equals(duckType);
            String value = zoned || timestamp.zone() == null
                    ? name
                    : "(CAST(" + name + " AS TIMESTAMP) AT TIME ZONE '" + timestamp.zone() + "')";
            return "epoch_us(" + value + ")";
        }
        return "CAST(" + name + " AS BIGINT)";
    }
}

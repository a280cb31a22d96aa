package io.doppelstream.model.data;

import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.SchemaOverrides;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Collects Avro records into a {@link TableSource}, on disk. Types are those of the schema; enums are learned as
 * categories and UUIDs as identifiers, unless overridden.
 */
public final class RecordTable implements AutoCloseable {

    private final String label;
    private final SchemaOverrides overrides;
    private final List<RecordColumn> columns;
    private final Database database;
    private final DuckDBAppender appender;
    private boolean handedOver;

    private RecordTable(String label, SchemaOverrides overrides, List<RecordColumn> columns, Database database)
            throws SQLException {
        this.label = label;
        this.overrides = overrides;
        this.columns = columns;
        this.database = database;
        database.execute("CREATE TABLE " + DataFile.TABLE + "("
                + columns.stream()
                        .map(column -> DataFile.quote(column.name()) + " " + column.duckType())
                        .collect(Collectors.joining(", "))
                + ")");
        appender = database.connection().unwrap(DuckDBConnection.class).createAppender(DataFile.TABLE);
    }

    /**
     * A table for records of a schema.
     *
     * @param label where they come from, for messages
     * @throws UnusableDataException with all fields that cannot be learned and what to do about them
     */
    public static RecordTable of(String label, Schema schema, SchemaOverrides overrides) throws UnusableDataException {
        overrides.check(schema.getFields().stream().map(AvroTypes::columnName).toList());
        List<RecordColumn> columns = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, ColumnOverride> declared = new HashMap<>(overrides.columns());
        for (Schema.Field field : schema.getFields()) {
            String name = AvroTypes.columnName(field);
            ColumnOverride override = overrides.of(name);
            if (override != null && override.drop()) {
                // The check of overrides against the table's columns comes later, and does not see this one.
                declared.remove(name);
                if (!field.hasDefaultValue() && !field.schema().isNullable()) {
                    problems.add(
                            "Expected fields that are left out to be nullable or to have a default, since synthetic"
                                    + " records have the schema of the real ones, found neither in '" + name + "'");
                }
            } else if (AvroTypes.valueType(field.schema()).isEmpty()) {
                problems.add("Expected a field of a number, text, boolean, enum, decimal, date or timestamp, or a union"
                        + " of one of them with null, found '" + name + "' of type "
                        + AvroTypes.withoutNull(field.schema()).getType().getName() + " in " + label
                        + ": leave it out (--config with columns: {" + name + ": {drop: true}})");
            } else {
                columns.add(RecordColumn.of(name, field));
                RecordColumn.inferred(field, override).ifPresent(known -> declared.put(name, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnusableDataException(String.join(System.lineSeparator(), problems));
        }
        if (columns.isEmpty()) {
            throw new UnusableDataException("Expected at least one field in " + label + ", found none");
        }
        try {
            return open(label, new SchemaOverrides(overrides.key(), declared), columns);
        } catch (SQLException e) {
            throw new UnusableDataException("Expected a temporary database for " + label + ", found: " + e, e);
        }
    }

    private static RecordTable open(String label, SchemaOverrides overrides, List<RecordColumn> columns)
            throws SQLException {
        Database database = Database.onDisk();
        try {
            return new RecordTable(label, overrides, columns, database);
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /** Adds a record of the schema, read without conversions of logical types. */
    public void add(IndexedRecord record) throws UnusableDataException {
        try {
            appender.beginRow();
            for (RecordColumn column : columns) {
                column.append(record.get(column.field()), appender);
            }
            appender.endRow();
        } catch (SQLException e) {
            throw new UnusableDataException("Expected to store a record of " + label + ", found: " + e.getMessage(), e);
        }
    }

    /** The records, which it takes over. */
    public TableSource source() throws UnusableDataException {
        try {
            appender.close();
            DataFile data = DataFile.of(label, database);
            handedOver = true;
            return TableSource.of(data, overrides);
        } catch (SQLException e) {
            throw new UnusableDataException("Expected to store " + label + ", found: " + e.getMessage(), e);
        }
    }

    /** Deletes the records, unless they were taken over. */
    @Override
    public void close() throws UnusableDataException {
        if (handedOver) {
            return;
        }
        try {
            appender.close();
            database.close();
        } catch (SQLException e) {
            throw new UnusableDataException("Expected to close " + label + ", found: " + e.getMessage(), e);
        }
    }
}

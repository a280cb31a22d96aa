package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** Writes a table as Parquet, through DuckDB. */
public final class ParquetWriter {

    private ParquetWriter() {}

    /** Writes the file anew. */
    public static void write(Table table, CsvWriter.Identifiers identifiers, Path file) throws IOException {
        Path csv = Files.createTempFile("doppel-", ".csv");
        try {
            try (Writer out = Files.newBufferedWriter(csv)) {
                CsvWriter.write(table, identifiers, out);
            }
            String types = table.schema().columns().stream()
                    .map(column -> text(column.name()) + ": " + text(type(column)))
                    .collect(Collectors.joining(", "));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("COPY (SELECT * FROM read_csv(" + text(csv.toString())
                        + ", header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, columns = {"
                        + types + "})) TO "
                        + text(file.toString()) + " (FORMAT parquet)");
            } catch (SQLException e) {
                throw new IOException("Expected to write " + file + ", found: " + e.getMessage(), e);
            }
        } finally {
            Files.deleteIfExists(csv);
        }
    }

    private static String type(Column column) {
        ValueType type = column.type();
        if (type instanceof ValueType.Bool) {
            return "BOOLEAN";
        } else if (type instanceof ValueType.Whole) {
            return "BIGINT";
        } else if (type instanceof ValueType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        } else if (type instanceof ValueType.Floating) {
            return "DOUBLE";
        } else if (type instanceof ValueType.Date) {
            return "DATE";
        } else if (type instanceof ValueType.Timestamp timestamp) {
            return timestamp.zone() == null ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE";
        }
        return "VARCHAR";
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}

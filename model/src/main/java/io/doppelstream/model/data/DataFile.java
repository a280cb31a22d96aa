package io.doppelstream.model.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CSV, Parquet or JSON file opened with DuckDB, which sniffs delimiter, header and types. Use within try-with-resources.
 */
final class DataFile implements AutoCloseable {

    private static final String TABLE = "source";
    private static final String CSV_READER = "read_csv";
    /** DuckDB's, less BOOLEAN: it would turn texts such as yes and no into true and false. */
    private static final String CSV_TYPES =
            "['NULL', 'TIME', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'BIGINT', 'DOUBLE', 'VARCHAR']";

    private final Path file;
    private final Connection connection;
    private final Map<String, String> types = new LinkedHashMap<>();

    private DataFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static DataFile open(Path file) throws UnusableDataException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableDataException("Expected a CSV, Parquet or JSON file, found no file at " + file);
        }
        String reader = reader(file);
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            DataFile data = new DataFile(file, connection);
            data.execute("SET TimeZone = 'UTC'");
            data.execute("SET preserve_insertion_order = true");
            // Parsed once: every later query sees the same values.
            data.execute("CREATE TABLE " + TABLE + " AS SELECT * FROM " + reader);
            data.describe();
            if (reader.startsWith(CSV_READER)) {
                data.recogniseTexts();
            }
            return data;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw new UnusableDataException(
                    "Expected a readable table in " + file + ", found: " + firstLines(e.getMessage()), e);
        }
    }

    private static String reader(Path file) throws UnusableDataException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String path = "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
        String plain = name.replaceAll("\\.(gz|zst)$", "");
        if (plain.endsWith(".csv") || plain.endsWith(".tsv") || plain.endsWith(".txt")) {
            // Types are sniffed on a large sample and then hold for the whole file: a late odd value is an error with
            // its line.
            return CSV_READER + "(" + path + ", sample_size = 100000, auto_type_candidates = " + CSV_TYPES + ")";
        } else if (plain.endsWith(".parquet")) {
            return "read_parquet(" + path + ")";
        } else if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return "read_json_auto(" + path + ")";
        }
        throw new UnusableDataException(
                "Expected a file ending in .csv, .tsv, .parquet, .json, .jsonl or .ndjson (or one of these with .gz), found "
                        + file);
    }

    private void describe() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("DESCRIBE " + TABLE)) {
            while (result.next()) {
                types.put(result.getString(1), result.getString(2));
            }
        }
    }

    /**
     * For files whose texts have no type: those that are all true or false become booleans; texts that are all numbers but for words such as NA become numbers with
     * nulls. In any other column such a word is a value like others: NA is a country, too.
     */
    private void recogniseTexts() throws SQLException {
        for (Map.Entry<String, String> column : types.entrySet()) {
            if (column.getValue().equals("VARCHAR")) {
                recogniseTexts(column, quote(column.getKey()));
            }
        }
    }

    private void recogniseTexts(Map.Entry<String, String> column, String name) throws SQLException {
        if (all(name, "lower(" + name + ") IN ('true', 'false')")) {
            change(column, name, "BOOLEAN", "");
        } else if (all(name, missing(name) + " OR TRY_CAST(" + name + " AS DOUBLE) IS NOT NULL")
                && !all(name, missing(name))) {
            boolean whole = all(
                    name, missing(name) + " OR TRY_CAST(" + name + " AS BIGINT) = TRY_CAST(" + name + " AS DOUBLE)");
            String type = whole ? "BIGINT" : "DOUBLE";
            change(column, name, type, " USING TRY_CAST(" + name + " AS " + type + ")");
        }
    }

    private static String missing(String column) {
        return "upper(trim(" + column + ")) IN ('', 'NA', 'N/A', 'NULL', 'NAN', '?')";
    }

    /** Whether the column has values and all of them meet a condition. */
    private boolean all(String column, String condition) throws SQLException {
        String sql = "SELECT count(" + column + ") > 0 AND count(*) FILTER (" + column
                + " IS NOT NULL AND NOT coalesce(" + condition + ", false)) = 0 FROM " + TABLE;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private void change(Map.Entry<String, String> column, String name, String type, String using) throws SQLException {
        execute("ALTER TABLE " + TABLE + " ALTER COLUMN " + name + " TYPE " + type + using);
        column.setValue(type);
    }

    /** DuckDB's type of each column, in order. */
    Map<String, String> types() {
        return types;
    }

    List<String> names() {
        return List.copyOf(types.keySet());
    }

    Path file() {
        return file;
    }

    /** Profiles all columns in one scan. */
    Map<String, ColumnProfile> profile() throws UnusableDataException {
        List<String> parts = new ArrayList<>();
        parts.add("count(*)");
        for (String name : types.keySet()) {
            String column = quote(name);
            String text = "CAST(" + column + " AS VARCHAR)";
            parts.add("count(" + column + ")");
            parts.add("count(DISTINCT " + column + ")");
            parts.add("avg(length(" + text + "))");
            parts.add("avg(length(" + text + ") - length(replace(" + text + ", ' ', '')))");
            parts.add("min(" + text + ")");
            boolean whole = types.get(name).endsWith("INT") || types.get(name).equals("INTEGER");
            parts.add(whole ? "max(" + column + ") - min(" + column + ") + 1 = count(*)" : "false");
        }
        return query("SELECT " + String.join(", ", parts) + " FROM " + TABLE, result -> {
            Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
            result.next();
            int at = 2;
            for (String name : types.keySet()) {
                profiles.put(
                        name,
                        new ColumnProfile(
                                result.getLong(1),
                                result.getLong(at),
                                result.getLong(at + 1),
                                result.getDouble(at + 2),
                                result.getDouble(at + 3),
                                result.getString(at + 4),
                                result.getBoolean(at + 5)));
                at += 6;
            }
            return profiles;
        });
    }

    /** Distinct values of a column as text, sorted. */
    List<String> vocabulary(String name) throws UnusableDataException {
        String column = quote(name);
        String sql = "SELECT DISTINCT CAST(" + column + " AS VARCHAR), " + column + " FROM " + TABLE + " WHERE "
                + column + " IS NOT NULL ORDER BY 2";
        return query(sql, result -> {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        });
    }

    /** Share of the rows whose value is neither null nor a repetition of another row's; NaN without rows. */
    double uniqueness(String name) throws UnusableDataException {
        String sql = "SELECT count(DISTINCT " + quote(name) + "), count(*) FROM " + TABLE;
        return query(sql, result -> {
            result.next();
            return (double) result.getLong(1) / result.getLong(2);
        });
    }

    /** Reads SQL expressions over the source, row after row. */
    <T> T select(List<String> expressions, Reader<T> reader) throws UnusableDataException {
        return query("SELECT " + String.join(", ", expressions) + " FROM " + TABLE, reader);
    }

    /** Consumes a result. */
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    private <T> T query(String sql, Reader<T> reader) throws UnusableDataException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return reader.read(result);
        } catch (SQLException e) {
            throw new UnusableDataException(
                    "Expected to read " + file + " to its end, found: " + firstLines(e.getMessage()), e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String firstLines(String message) {
        return message == null
                ? "no message"
                : message.lines().limit(3).reduce((a, b) -> a + " " + b).orElse("");
    }

    private static void closeQuietly(Connection connection, SQLException because) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() throws UnusableDataException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new UnusableDataException("Expected to close " + file + ", found: " + e.getMessage(), e);
        }
    }
}

package io.doppelstream.model.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A table loaded into DuckDB: a file, whose delimiter, header and types DuckDB sniffs, or records. Use within
 * try-with-resources.
 */
final class DataFile implements AutoCloseable {

    static final String TABLE = "source";

    private static final String CSV_READER = "read_csv";
    /** DuckDB's, less BOOLEAN: it would turn texts such as yes and no into true and false. */
    private static final String CSV_TYPES =
            "['NULL', 'TIME', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'BIGINT', 'DOUBLE', 'VARCHAR']";
    /** A file with more bytes is loaded into a database on disk. */
    private static final long MOST_BYTES_IN_MEMORY = 32 << 20;

    private static final int MAGIC_BYTES = 4096;

    private final String label;
    private final Database database;
    private final Map<String, String> types = new LinkedHashMap<>();

    private DataFile(String label, Database database) {
        this.label = label;
        this.database = database;
    }

    static DataFile open(Path file) throws UnusableDataException {
        String reader = reader(file);
        Database database = null;
        try {
            database = Files.size(file) > MOST_BYTES_IN_MEMORY ? Database.onDisk() : Database.inMemory();
            // Parsed once: every later query sees the same values.
            database.execute("CREATE TABLE " + TABLE + " AS SELECT * FROM " + reader);
            DataFile data = of(file.toString(), database);
            if (reader.startsWith(CSV_READER)) {
                data.recogniseTexts();
            }
            return data;
        } catch (UnusableDataException e) {
            closeQuietly(database, e);
            throw e;
        } catch (SQLException | IOException e) {
            closeQuietly(database, e);
            throw new UnusableDataException(
                    "Expected a readable table in " + file + ", found: " + firstLines(e.getMessage()), e);
        }
    }

    /**
     * What lies in the table {@value #TABLE} of a database, which it takes over.
     *
     * @param label where it comes from, for messages
     */
    static DataFile of(String label, Database database) throws SQLException, UnusableDataException {
        DataFile data = new DataFile(label, database);
        data.describe();
        return data;
    }

    private static String reader(Path file) throws UnusableDataException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableDataException("Expected a CSV, Parquet or JSON file, found no file at " + file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String path = "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
        String plain = name.replaceAll("\\.(gz|zst)$", "");
        if (plain.endsWith(".parquet")) {
            return "read_parquet(" + path + ")";
        } else if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return "read_json_auto(" + path + ")";
        }
        if (!plain.matches(".*\\.(csv|tsv|txt)")) {
            requireText(file, name.endsWith(".gz"));
        }
        // Types are sniffed on a large sample and then hold for the whole file: a late odd value is an error with
        // its line.
        return CSV_READER + "(" + path + ", sample_size = 100000, auto_type_candidates = " + CSV_TYPES + ")";
    }

    /** A file whose name does not tell what it is may be a CSV file, but only if it is text. */
    private static void requireText(Path file, boolean zipped) throws UnusableDataException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            for (byte each : in.readNBytes(MAGIC_BYTES)) {
                if (each == 0) {
                    throw new UnusableDataException("Expected a file of text, or one ending in .csv, .tsv, .parquet,"
                            + " .json, .jsonl or .ndjson (or one of these with .gz), found binary data in " + file);
                }
            }
        } catch (IOException e) {
            throw new UnusableDataException("Expected a readable table in " + file + ", found: " + e.getMessage(), e);
        }
    }

    private void describe() throws SQLException, UnusableDataException {
        database.query("DESCRIBE " + TABLE, result -> {
            while (result.next()) {
                types.put(result.getString(1), result.getString(2));
            }
            return types;
        });
    }

    /**
     * For files whose texts have no type: those that are all true or false become booleans; texts that are all numbers but for words such as NA become numbers with
     * nulls. In any other column such a word is a value like others: NA is a country, too.
     */
    private void recogniseTexts() throws SQLException, UnusableDataException {
        for (Map.Entry<String, String> column : types.entrySet()) {
            if (column.getValue().equals("VARCHAR")) {
                recogniseTexts(column, quote(column.getKey()));
            }
        }
    }

    private void recogniseTexts(Map.Entry<String, String> column, String name)
            throws SQLException, UnusableDataException {
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

    /** Whether the column has values and all of them meet a condition; the first that does not ends the search. */
    private boolean all(String column, String condition) throws SQLException, UnusableDataException {
        return exists(column + " IS NOT NULL")
                && !exists(column + " IS NOT NULL AND NOT coalesce(" + condition + ", false)");
    }

    private boolean exists(String condition) throws SQLException, UnusableDataException {
        return database.query("SELECT 1 FROM " + TABLE + " WHERE " + condition + " LIMIT 1", ResultSet::next);
    }

    private void change(Map.Entry<String, String> column, String name, String type, String using) throws SQLException {
        database.execute("ALTER TABLE " + TABLE + " ALTER COLUMN " + name + " TYPE " + type + using);
        column.setValue(type);
    }

    /** DuckDB's type of each column, in order. */
    Map<String, String> types() {
        return types;
    }

    List<String> names() {
        return List.copyOf(types.keySet());
    }

    /** Where the table comes from, for messages. */
    String label() {
        return label;
    }

    /** Number of rows. */
    long rows() throws UnusableDataException {
        return query("SELECT count(*) FROM " + TABLE, result -> {
            result.next();
            return result.getLong(1);
        });
    }

    /** Scans a column; one after the other, so that the distinct values of one at a time need memory. */
    ColumnProfile profile(String name) throws UnusableDataException {
        String column = quote(name);
        String type = types.get(name);
        boolean whole = type.endsWith("INT") || type.equals("INTEGER");
        boolean text = type.equals("VARCHAR");
        String sql = "SELECT count(*), count(" + column + "), count(DISTINCT " + column + "), "
                + (text ? "avg(length(" + column + "))" : "0") + ", "
                + (text ? "avg(length(" + column + ") - length(replace(" + column + ", ' ', '')))" : "0") + ", "
                + "CAST(min(" + column + ") AS VARCHAR), "
                + (whole ? "max(" + column + ") - min(" + column + ") + 1 = count(*)" : "false") + " FROM " + TABLE;
        return query(sql, result -> {
            result.next();
            return new ColumnProfile(
                    result.getLong(1),
                    result.getLong(2),
                    result.getLong(3),
                    result.getDouble(4),
                    result.getDouble(5),
                    result.getString(6),
                    result.getBoolean(7));
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
    <T> T select(List<String> expressions, Database.Reader<T> reader) throws UnusableDataException {
        return query("SELECT " + String.join(", ", expressions) + " FROM " + TABLE, reader);
    }

    /** Makes a type whose values are these texts, with the codes 0, 1, ... */
    void createEnum(String type, List<String> values) throws UnusableDataException {
        String texts = values.stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        try {
            database.execute("CREATE TYPE " + type + " AS ENUM (" + texts + ")");
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Puts rows of expressions into another table, in an order that looks random and follows from the seed, and drops
     * the source.
     */
    void shuffleInto(String table, List<String> expressions, long seed) throws UnusableDataException {
        try {
            database.execute("CREATE TABLE " + table + " AS SELECT " + String.join(", ", expressions) + " FROM " + TABLE
                    + " ORDER BY hash(rowid, CAST(" + seed + " AS BIGINT)), rowid");
            database.execute("DROP TABLE " + TABLE);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    <T> T query(String sql, Database.Reader<T> reader) throws UnusableDataException {
        try {
            return database.query(sql, reader);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private UnusableDataException unreadable(SQLException e) {
        return new UnusableDataException(
                "Expected to read " + label + " to its end, found: " + firstLines(e.getMessage()), e);
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String firstLines(String message) {
        return message == null
                ? "no message"
                : message.lines().limit(3).reduce((a, b) -> a + " " + b).orElse("");
    }

    private static void closeQuietly(Database database, Exception because) {
        if (database != null) {
            try {
                database.close();
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() throws UnusableDataException {
        try {
            database.close();
        } catch (SQLException e) {
            throw new UnusableDataException("Expected to close " + label + ", found: " + e.getMessage(), e);
        }
    }
}

package io.doppelstream.model.data;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A DuckDB database of our own, in memory or in a temporary file. Owner of both. */
final class Database implements AutoCloseable {

    /** DuckDB's own memory, beside Java's: what does not fit goes to the temporary folder. */
    private static final String MEMORY = "2GB";

    private final Connection connection;
    private final Optional<TemporaryFolder> folder;

    private Database(Connection connection, Optional<TemporaryFolder> folder) throws SQLException {
        this.connection = connection;
        this.folder = folder;
        execute("SET TimeZone = 'UTC'");
        execute("SET preserve_insertion_order = true");
    }

    /** For tables that fit into memory. */
    static Database inMemory() throws SQLException {
        return new Database(DriverManager.getConnection("jdbc:duckdb:"), Optional.empty());
    }

    /** For tables of any size. */
    static Database onDisk() throws SQLException {
        TemporaryFolder folder;
        try {
            folder = TemporaryFolder.create();
        } catch (IOException e) {
            throw new SQLException("no temporary folder: " + e, e);
        }
        try {
            Database database = new Database(
                    DriverManager.getConnection("jdbc:duckdb:" + folder.file("table.duckdb")), Optional.of(folder));
            database.execute("SET memory_limit = '" + MEMORY + "'");
            return database;
        } catch (SQLException e) {
            folder.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    <T> T query(String sql, Reader<T> reader) throws SQLException, UnusableDataException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return reader.read(result);
        }
    }

    /** Consumes a result. */
    interface Reader<T> {
        T read(ResultSet result) throws SQLException, UnusableDataException;
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            folder.ifPresent(TemporaryFolder::close);
        }
    }
}

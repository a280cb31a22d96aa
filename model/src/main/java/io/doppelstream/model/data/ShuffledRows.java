package io.doppelstream.model.data;

import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table on disk, in random order: neighbours are a uniform sample. Safe for several threads. */
public final class ShuffledRows {

    private static final String TABLE = "shuffled";

    private final DataFile data;
    private final TableSchema schema;
    private final long rows;

    private ShuffledRows(DataFile data, TableSchema schema, long rows) {
        this.data = data;
        this.schema = schema;
        this.rows = rows;
    }

    static ShuffledRows of(DataFile data, TableSchema schema, long rows, long seed) throws UnusableDataException {
        List<String> named = new ArrayList<>();
        List<String> expressions = TableReader.expressions(data, schema);
        for (int column = 0; column < expressions.size(); column++) {
            String value = expressions.get(column);
            if (schema.column(column).categorical()) {
                // As indices: a text a row would take ten times as long to sort, and to read.
                data.createEnum("vocabulary_" + column, schema.column(column).vocabulary());
                value = "CAST(enum_code(CAST(" + value + " AS vocabulary_" + column + ")) AS INTEGER)";
            }
            named.add(value + " AS " + name(column));
        }
        data.shuffleInto(TABLE, named, seed);
        return new ShuffledRows(data, schema, rows);
    }

    private static String name(int column) {
        return "c" + column;
    }

    public TableSchema schema() {
        return schema;
    }

    /** Number of rows. */
    public long rows() {
        return rows;
    }

    /**
     * Reads neighbours.
     *
     * @param first place of the first one, from 0
     * @param count how many, all of them within the rows
     */
    public synchronized Table read(long first, int count) throws UnusableDataException {
        String sql = "SELECT * FROM " + TABLE + " WHERE rowid BETWEEN " + first + " AND " + (first + count - 1)
                + " ORDER BY rowid";
        Table read = data.query(sql, result -> TableReader.collect(result, schema, ColumnBuffer::ofIndices));
        if (read.rows() != count) {
            throw new IllegalStateException(
                    "Expected " + count + " rows from place " + first + " of " + rows + ", found " + read.rows());
        }
        return read;
    }

    /** A fingerprint of all values, whatever their order: equal for equal tables, for other ones hardly ever. */
    public synchronized String fingerprint() throws UnusableDataException {
        List<String> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            columns.add(name(column));
        }
        String hash = "hash(" + String.join(", ", columns) + ")";
        String sql = "SELECT count(*), bit_xor(" + hash + "), sum(CAST(" + hash + " >> 32 AS HUGEINT)) FROM " + TABLE;
        return data.query(sql, result -> {
            result.next();
            return result.getString(1) + "-" + result.getString(2) + "-" + result.getString(3);
        });
    }
}

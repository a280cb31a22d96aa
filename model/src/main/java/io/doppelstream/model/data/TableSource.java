package io.doppelstream.model.data;

import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import java.nio.file.Path;

/**
 * Data to learn from, loaded once, of any size: what does not fit into memory lies in a temporary database. Use within
 * try-with-resources.
 */
public final class TableSource implements AutoCloseable {

    private final DataFile data;
    private final TableSchema schema;
    private final long rows;

    private TableSource(DataFile data, SchemaOverrides overrides) throws UnusableDataException {
        this.data = data;
        schema = TableReader.infer(data, overrides);
        rows = data.rows();
    }

    /** Loads a file and infers its schema. */
    public static TableSource open(Path file, SchemaOverrides overrides) throws UnusableDataException {
        return of(DataFile.open(file), overrides);
    }

    /** Takes over loaded data and infers its schema. */
    static TableSource of(DataFile data, SchemaOverrides overrides) throws UnusableDataException {
        try {
            return new TableSource(data, overrides);
        } catch (UnusableDataException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** As inferred from all rows. */
    public TableSchema schema() {
        return schema;
    }

    /** Number of rows. */
    public long rows() {
        return rows;
    }

    /** All rows in their order. */
    public Table read() throws UnusableDataException {
        return TableReader.read(data, schema);
    }

    /**
     * Shuffles the rows on disk. Neither {@link #read} nor another shuffle can follow, and the rows end with this source.
     *
     * @param seed the same seed gives the same order
     */
    public ShuffledRows shuffle(long seed) throws UnusableDataException {
        return ShuffledRows.of(data, schema, rows, seed);
    }

    @Override
    public void close() throws UnusableDataException {
        data.close();
    }
}

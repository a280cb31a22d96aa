package io.doppelstream.model.anomaly;

import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is normal: rows, and what follows from them. To a model it is {@value #ROWS} rows that it generates without conditions, always the same ones; no real
 * row takes part, so nothing is known here that the model does not tell anyway. Safe for several threads.
 */
public final class NormalRecords {

    static final int ROWS = 10_000;

    /** Request seed of the rows: no more than a fixed number. */
    private static final long SEED = 0x6E6F726D616CL;

    private final Table rows;
    private final List<ReferenceMarginal> marginals;
    private final Map<Integer, NormalValues> values;
    private List<ExclusiveValues> exclusive;

    private NormalRecords(Table rows) {
        this.rows = rows;
        this.marginals = ReferenceMarginal.of(rows);
        this.values = marginals.stream()
                .map(ReferenceMarginal::column)
                .filter(column -> rows.schema().column(column).continuous())
                .collect(Collectors.toMap(
                        Function.identity(),
                        column -> NormalValues.of(rows.column(column)),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Of rows that are taken for normal. */
    public static NormalRecords of(Table rows) {
        return new NormalRecords(rows);
    }

    /**
     * Has the rows generated, chunk by chunk.
     *
     * @param weightsDigest see {@link io.doppelstream.model.pack.Manifest#weightsDigest}
     * @param none no conditions
     */
    public static NormalRecords generate(
            TableSchema schema, RowSource model, String weightsDigest, CompiledConditions none, int chunkSize) {
        List<ColumnData> columns = new ArrayList<>();
        for (int first = 0; first < ROWS; first += chunkSize) {
            long[] seed = ChunkSeed.of(weightsDigest, SEED, first / chunkSize);
            List<ColumnData> chunk = model.rows(seed, none, first, Math.min(chunkSize, ROWS - first));
            for (int column = 0; column < chunk.size(); column++) {
                if (first == 0) {
                    columns.add(chunk.get(column));
                } else {
                    columns.set(column, columns.get(column).followedBy(chunk.get(column)));
                }
            }
        }
        return of(new Table(schema, columns));
    }

    Table rows() {
        return rows;
    }

    /** Distributions of the learned columns, in the order of the schema. */
    List<ReferenceMarginal> marginals() {
        return marginals;
    }

    /** Values of a column of numbers. */
    NormalValues values(int column) {
        return values.get(column);
    }

    /** Pairs of columns with values that never meet. */
    synchronized List<ExclusiveValues> exclusive() {
        if (exclusive == null) {
            exclusive = ExclusiveValues.of(rows, marginals);
        }
        return exclusive;
    }
}

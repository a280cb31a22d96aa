package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Repeats the row before it, timestamps a second later. Rows of a burst follow each other, so that each repeats the one before.
 *
 * @param repeated columns that are repeated
 */
record Burst(TableSchema schema, List<Integer> repeated) implements Perturbation {

    private static final long SECOND = 1_000_000;

    @Override
    public String apply(List<ColumnData> columns, int row, RandomGenerator random) {
        for (int column : repeated) {
            ColumnData data = columns.get(column);
            if (row > 0) {
                Cell.copy(data, row - 1, data, row);
                if (schema.column(column).type() instanceof ValueType.Timestamp && !data.isNull(row)) {
                    ((ColumnData.Longs) data).values()[row] += SECOND;
                }
            }
        }
        return "";
    }
}

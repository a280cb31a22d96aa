package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Gives a column a common value that never occurs together with that of another one. Where no column of the row has such a partner,
 * both columns of a pair are changed.
 *
 * @param normal rows that values are taken from
 * @param pairs of columns; at least one of them with both columns in {@code changeable}
 * @param changeable columns that may be changed
 */
record ImpossibleCombination(Table normal, List<ExclusiveValues> pairs, Set<Integer> changeable)
        implements Perturbation {

    @Override
    public String apply(List<ColumnData> columns, int row, RandomGenerator random) {
        int start = random.nextInt(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            ExclusiveValues pair = pairs.get((start + i) % pairs.size());
            boolean secondFirst = random.nextBoolean();
            if (changed(pair, secondFirst, columns, row, random) || changed(pair, !secondFirst, columns, row, random)) {
                return label(pair);
            }
        }
        List<ExclusiveValues> open = pairs.stream()
                .filter(pair -> changeable.contains(pair.first().column())
                        && changeable.contains(pair.second().column()))
                .toList();
        ExclusiveValues pair = open.get(random.nextInt(open.size()));
        int[] cell = pair.cells().get(random.nextInt(pair.cells().size()));
        set(pair.first(), cell[0], columns, row, random);
        set(pair.second(), cell[1], columns, row, random);
        return label(pair);
    }

    /** Changes one column of a pair to what never meets the value of the other one, if there is such a value. */
    private boolean changed(
            ExclusiveValues pair, boolean first, List<ColumnData> columns, int row, RandomGenerator random) {
        ExclusiveValues.Axis changed = first ? pair.first() : pair.second();
        ExclusiveValues.Axis kept = first ? pair.second() : pair.first();
        if (!changeable.contains(changed.column())) {
            return false;
        }
        int at = first ? 0 : 1;
        int bin = kept.marginal().bin(columns.get(kept.column()).number(row));
        List<int[]> cells =
                pair.cells().stream().filter(cell -> cell[1 - at] == bin).toList();
        if (cells.isEmpty()) {
            return false;
        }
        set(changed, cells.get(random.nextInt(cells.size()))[at], columns, row, random);
        return true;
    }

    private void set(ExclusiveValues.Axis axis, int bin, List<ColumnData> columns, int row, RandomGenerator random) {
        int from = axis.rowIn(bin, random.nextInt(normal.rows()));
        Cell.copy(normal.column(axis.column()), from, columns.get(axis.column()), row);
    }

    private String label(ExclusiveValues pair) {
        TableSchema schema = normal.schema();
        return schema.column(pair.first().column()).name() + ","
                + schema.column(pair.second().column()).name();
    }
}

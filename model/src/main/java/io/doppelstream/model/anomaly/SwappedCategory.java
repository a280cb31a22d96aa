package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces a category by another one of the vocabulary, all of them equally likely: rare ones come more often than they should, and
 * whatever the rest of the row says.
 *
 * @param candidates columns of at least two categories, of which one is chosen for each row; at least one
 */
record SwappedCategory(TableSchema schema, List<Integer> candidates) implements Perturbation {

    @Override
    public String apply(List<ColumnData> columns, int row, RandomGenerator random) {
        int column = candidates.get(random.nextInt(candidates.size()));
        int[] codes = ((ColumnData.Codes) columns.get(column)).values();
        int size = schema.column(column).vocabulary().size();
        int drawn = random.nextInt(codes[row] == ColumnData.NULL_CODE ? size : size - 1);
        codes[row] = codes[row] != ColumnData.NULL_CODE && drawn >= codes[row] ? drawn + 1 : drawn;
        return schema.column(column).name();
    }
}

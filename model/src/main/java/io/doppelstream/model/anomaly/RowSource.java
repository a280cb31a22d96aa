package io.doppelstream.model.anomaly;

import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.data.ColumnData;
import java.util.List;

/** A model that generates rows. */
@FunctionalInterface
public interface RowSource {

    /**
     * Generates rows: a function of what is given, and of nothing else.
     *
     * @param seed two 64-bit words
     * @param conditions that the rows meet
     * @param firstRow index of the first row where target shares are counted from 0
     * @return one entry a column of the schema, in final units, the caller's own
     */
    List<ColumnData> rows(long[] seed, CompiledConditions conditions, long firstRow, int rows);
}

package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import java.util.List;

/** How little likely rows are. */
@FunctionalInterface
interface RowScore {

    /**
     * Scores rows, all of them at once.
     *
     * @param columns one entry a column of the schema, in final units
     * @return one score a row; higher is less likely
     */
    double[] of(List<ColumnData> columns);
}

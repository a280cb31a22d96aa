package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes an anomaly of a normal row. */
@FunctionalInterface
interface Perturbation {

    /**
     * Changes one row in place.
     *
     * @param columns one entry a column of the schema, in final units; rows above have their final values
     * @param random belongs to the row
     * @return what the label says after the kind: the columns concerned, or nothing
     */
    String apply(List<ColumnData> columns, int row, RandomGenerator random);
}

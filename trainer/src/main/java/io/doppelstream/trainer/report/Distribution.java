package io.doppelstream.trainer.report;

import io.doppelstream.model.schema.ValueType;
import java.util.List;

/** The values of a column on both sides, nulls left out, as shares of the rows that have a value. */
public sealed interface Distribution {

    /**
     * Bins of equal width.
     *
     * @param type what the values are
     * @param low lower edge of the first bin, in final units; of decimals in whole ones
     * @param high upper edge of the last bin
     * @param real share of each bin
     * @param synthetic share of each bin
     * @param realBeyond share outside of the bins
     * @param syntheticBeyond share outside of the bins
     */
    record Histogram(
            ValueType type,
            double low,
            double high,
            double[] real,
            double[] synthetic,
            double realBeyond,
            double syntheticBeyond)
            implements Distribution {}

    /**
     * Categories, the most common first.
     *
     * @param categories the common ones
     * @param others number of the others
     * @param realOthers share of all others together
     * @param syntheticOthers share of all others together
     */
    record Categories(List<Category> categories, int others, double realOthers, double syntheticOthers)
            implements Distribution {
        public Categories {
            categories = List.copyOf(categories);
        }
    }

    /** One category and its shares. */
    record Category(String name, double real, double synthetic) {}

    /** One side has no value at all. */
    record Missing(String reason) implements Distribution {}
}

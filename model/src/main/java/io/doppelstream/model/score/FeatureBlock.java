package io.doppelstream.model.score;

/**
 * Where the features of a learned column lie in an event's row.
 *
 * @param column index in the schema
 * @param from index of the first feature in the row
 * @param width number of features, at least 2
 * @param numeric whether it begins with scalars; else with the categories, one-hot. The rest are flags, that of null before that of
 *     unseen
 * @param flags 1 or 2 places at the end: null, where the training data has nulls, and unseen
 */
public record FeatureBlock(int column, int from, int width, boolean numeric, int flags) {

    /** Scalars or categories. */
    public int values() {
        return width - flags;
    }

    /** Index in the row of the flag of values that the training data did not have. */
    public int unseen() {
        return from + width - 1;
    }
}

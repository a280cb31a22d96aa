package io.doppelstream.model.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that holds between numeric columns in every real row where all of them have a value, and is restored in every
 * generated one. Columns are given by their index; values are in final units, NaN for null.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "relation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Relation.Sum.class, name = "sum"),
    @JsonSubTypes.Type(value = Relation.Order.class, name = "order"),
})
public sealed interface Relation {

    /**
     * {@code total = larger + smaller}. The total is computed; where it is bound by a condition, the larger part is.
     *
     * @param total index of the sum
     * @param larger index of the part that is the larger one on average
     * @param smaller index of the other part
     */
    record Sum(int total, int larger, int smaller) implements Relation {
        @Override
        public boolean concerns(int column) {
            return column == total || column == larger || column == smaller;
        }

        @Override
        public void restore(double[][] columns, int row, TableCodec codec) {
            double sum = columns[larger][row] + columns[smaller][row];
            if (!Double.isNaN(sum) && !Double.isNaN(columns[total][row])) {
                columns[total][row] =
                        ((QuantileCodec) codec.codec(total)).grid().round(sum);
            }
        }
    }

    /**
     * {@code lower <= upper}. The upper one is raised where it is too small; where it is bound by a condition, the lower one
     * is lowered.
     */
    record Order(int lower, int upper) implements Relation {
        @Override
        public boolean concerns(int column) {
            return column == lower || column == upper;
        }

        @Override
        public void restore(double[][] columns, int row, TableCodec codec) {
            if (columns[lower][row] > columns[upper][row]) {
                columns[upper][row] = columns[lower][row];
            }
        }
    }

    /** Whether a column takes part. */
    boolean concerns(int column);

    /**
     * Restores the relation in a row without conditions.
     *
     * @param columns {@code [column][row]}
     */
    void restore(double[][] columns, int row, TableCodec codec);
}

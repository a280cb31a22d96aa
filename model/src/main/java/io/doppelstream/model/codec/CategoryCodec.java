package io.doppelstream.model.codec;

import java.util.random.RandomGenerator;

/**
 * A categorical column: one category a value of the vocabulary, and one more for null.
 *
 * @param size size of the vocabulary
 * @param nullable whether null is a category; it is the last one
 */
public record CategoryCodec(int size, boolean nullable) implements ColumnCodec {

    /** Checks the size. */
    public CategoryCodec {
        if (size < 1) {
            throw new IllegalArgumentException("Expected a vocabulary of at least 1 value, found " + size);
        }
    }

    @Override
    public int categories() {
        return nullable ? size + 1 : size;
    }

    @Override
    public int category(double value, RandomGenerator random) {
        if (Double.isNaN(value)) {
            if (!nullable) {
                throw new IllegalArgumentException("Expected a category, found null in a column without nulls");
            }
            return size;
        }
        int category = (int) value;
        if (category != value || category < 0 || category >= size) {
            throw new IllegalArgumentException(
                    "Expected a category index from 0 to " + (size - 1) + ", found " + value);
        }
        return category;
    }

    @Override
    public double decode(int category, double scalar) {
        return category == size ? Double.NaN : category;
    }
}

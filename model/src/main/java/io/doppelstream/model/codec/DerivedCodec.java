package io.doppelstream.model.codec;

/**
 * A column that is a function of another one: looked up, never learned, so that the relation always holds.
 *
 * @param source index of the column that determines this one; its codec has a group and no scalar
 * @param values value of this column for each category of the source, NaN for null
 */
public record DerivedCodec(int source, double[] values) implements ColumnCodec {

    /** The value that belongs to a category <em>of the source</em>. */
    @Override
    public double decode(int category, double scalar) {
        return values[category];
    }
}

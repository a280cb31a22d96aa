package io.doppelstream.model.codec;

/** A column that the network does not see: a constant or an identifier, made by whoever writes the record. */
public record UnlearnedCodec() implements ColumnCodec {

    @Override
    public double decode(int category, double scalar) {
        return Double.NaN;
    }
}

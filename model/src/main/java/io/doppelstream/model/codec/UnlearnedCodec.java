package io.doppelstream.model.codec;

import java.util.random.RandomGenerator;

/** A column that the network does not see: a constant or an identifier, made by whoever writes the record. */
public record UnlearnedCodec() implements ColumnCodec {

    @Override
    public boolean scalar() {
        return false;
    }

    @Override
    public int categories() {
        return 0;
    }

    @Override
    public int category(double value, RandomGenerator random) {
        return 0;
    }

    @Override
    public double scalar(double value, int category, RandomGenerator random) {
        return 0;
    }

    @Override
    public double decode(int category, double scalar) {
        return Double.NaN;
    }
}

package io.doppelstream.trainer.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Means that skip what is not defined. */
final class Means {

    private Means() {}

    /** Mean of all values that are not NaN; NaN if there is none. */
    static double of(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    static double of(double... values) {
        return of(Arrays.stream(values));
    }
}

package io.doppelstream.trainer.evaluate.score;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Means that skip what is not defined. */
public final class Means {

    private Means() {}

    /** Mean of all values that are not NaN; NaN if there is none. */
    public static double of(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    /** Mean of all values that are not NaN; NaN if there is none. */
    public static double of(double... values) {
        return of(Arrays.stream(values));
    }
}

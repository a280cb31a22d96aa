package io.doppelstream.model.codec;

import org.hipparchus.special.Erf;

/**
 * Maps a probability to a scalar in [-1, 1] and back, through a normal distribution cut off at {@value #CUT} standard
 * deviations: the middle of a column gets the resolution of a normal variable, its tails stay within reach of tanh.
 */
public final class NormalScalar {

    /** Where the normal distribution is cut off, in standard deviations; scalar 1 stands for this point. */
    public static final double CUT = 3.2;

    private static final double LOWEST = cumulative(-CUT);
    private static final double SPAN = 1 - 2 * LOWEST;

    private NormalScalar() {}

    /** Scalar in [-1, 1] of a probability in [0, 1]. */
    public static double scalar(double probability) {
        if (probability <= 0) {
            return -1;
        } else if (probability >= 1) {
            return 1;
        }
        double normal = Math.sqrt(2) * Erf.erfInv(2 * (LOWEST + probability * SPAN) - 1);
        return Math.max(-1, Math.min(1, normal / CUT));
    }

    /** Probability in [0, 1] of a scalar in [-1, 1]. */
    public static double probability(double scalar) {
        return Math.max(0, Math.min(1, (cumulative(scalar * CUT) - LOWEST) / SPAN));
    }

    /** Probability mass below the cut-off, that a decoder subtracts before it divides by {@link #span()}. */
    public static double lowest() {
        return LOWEST;
    }

    /** Probability mass between both cut-offs. */
    public static double span() {
        return SPAN;
    }

    private static double cumulative(double normal) {
        return 0.5 * Erf.erfc(-normal / Math.sqrt(2));
    }
}

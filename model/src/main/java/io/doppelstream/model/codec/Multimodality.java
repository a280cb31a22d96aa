package io.doppelstream.model.codec;

import java.util.stream.IntStream;

/**
 * Whether values clearly have several modes, by a Gaussian mixture fitted to them: two of its modes hold a share of the values
 * each, and somewhere between their means the density is a fraction of the lower one's.
 */
final class Multimodality {

    /** A mode of a smaller weight says nothing: popular values and tails get modes of their own, too. */
    private static final double SMALLEST_WEIGHT = 0.05;
    /** Density of a clear valley, as a part of the lower peak's. */
    private static final double VALLEY = 0.2;

    private static final int MODES = 10;
    /** Evenly spread ranks have hardly any noise: so few values show every mode that matters here. */
    private static final int MOST_VALUES = 1000;

    private static final int PLACES = 256;

    private Multimodality() {}

    /** @param sorted at least one value, ascending, finite */
    static boolean clear(double[] sorted) {
        MixtureCodec mixture = GaussianMixture.fit(spread(sorted), MODES, Grid.NONE, false);
        int[] heavy = IntStream.range(0, mixture.means().length)
                .filter(mode -> mixture.weights()[mode] >= SMALLEST_WEIGHT)
                .toArray();
        for (int first : heavy) {
            for (int second : heavy) {
                if (mixture.means()[first] < mixture.means()[second]
                        && valley(mixture, mixture.means()[first], mixture.means()[second])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double[] spread(double[] sorted) {
        int count = Math.min(MOST_VALUES, sorted.length);
        return IntStream.range(0, count)
                .mapToDouble(i -> sorted[(int) ((i + 0.5) * sorted.length / count)])
                .toArray();
    }

    private static boolean valley(MixtureCodec mixture, double from, double to) {
        double peak = Math.min(density(mixture, from), density(mixture, to));
        return IntStream.range(1, PLACES)
                .mapToDouble(place -> density(mixture, from + (to - from) * place / PLACES))
                .anyMatch(density -> density < VALLEY * peak);
    }

    /** Up to a constant factor. */
    private static double density(MixtureCodec mixture, double x) {
        double density = 0;
        for (int mode = 0; mode < mixture.means().length; mode++) {
            double distance = (x - mixture.means()[mode]) / mixture.deviations()[mode];
            density += mixture.weights()[mode] / mixture.deviations()[mode] * Math.exp(-0.5 * distance * distance);
        }
        return density;
    }
}

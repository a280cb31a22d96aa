package io.doppelstream.trainer.evaluate.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Notices a generator whose images are of few classes, or hardly differ within a class. */
public final class CollapsedImages {

    /** Variance within a class below which images are all but the same. */
    private static final double LEAST_SPREAD = 0.1;

    private CollapsedImages() {}

    /**
     * What was expected and found; empty for a model in good health.
     *
     * @param classes names of the classes; empty: there are none
     */
    public static List<String> findings(List<String> classes, SeenImages real, SeenImages generated) {
        List<String> findings = new ArrayList<>();
        double[] realShares = real.histogram();
        double[] shares = generated.histogram();
        List<String> missing = IntStream.range(0, classes.size())
                .filter(index -> shares[index] < 0.1 * realShares[index])
                .mapToObj(index -> "'" + classes.get(index) + "'")
                .toList();
        if (!missing.isEmpty()) {
            findings.add("expected images of all " + classes.size() + " classes, found hardly one of "
                    + String.join(", ", missing));
        }
        double spread = spread(real, generated);
        if (spread < LEAST_SPREAD) {
            findings.add(String.format(
                    Locale.ROOT,
                    "expected images that vary within a class by at least %.0f %% of what real ones do, found %.1f %%",
                    100 * LEAST_SPREAD,
                    100 * spread));
        }
        return findings;
    }

    /** Variance of the features within a class, as a part of that of real images. */
    public static double spread(SeenImages real, SeenImages generated) {
        return variance(generated) / Math.max(Double.MIN_NORMAL, variance(real));
    }

    /** Mean squared distance of an image's features from their mean over its likeliest class. */
    private static double variance(SeenImages images) {
        int width = images.features()[0].length;
        int[] classes = images.classes();
        double[][] sums = new double[images.probabilities()[0].length][width];
        int[] counts = new int[sums.length];
        for (int image = 0; image < classes.length; image++) {
            counts[classes[image]]++;
            for (int index = 0; index < width; index++) {
                sums[classes[image]][index] += images.features()[image][index];
            }
        }
        double variance = 0;
        for (int image = 0; image < classes.length; image++) {
            for (int index = 0; index < width; index++) {
                double mean = sums[classes[image]][index] / counts[classes[image]];
                double difference = images.features()[image][index] - mean;
                variance += difference * difference / classes.length;
            }
        }
        return variance;
    }
}

package io.doppelstream.trainer.evaluate.image;

/**
 * Images as a classifier sees them.
 *
 * @param features {@code float[images][FEATURES]}
 * @param probabilities of the classes, {@code float[images][classes]}
 */
public record SeenImages(float[][] features, float[][] probabilities) {

    /** Number of images. */
    public int size() {
        return features.length;
    }

    /** The likeliest class of each image. */
    public int[] classes() {
        int[] classes = new int[size()];
        for (int image = 0; image < classes.length; image++) {
            for (int other = 1; other < probabilities[image].length; other++) {
                if (probabilities[image][other] > probabilities[image][classes[image]]) {
                    classes[image] = other;
                }
            }
        }
        return classes;
    }

    /** Share of each likeliest class, summing to 1. */
    public double[] histogram() {
        double[] shares = new double[probabilities[0].length];
        for (int found : classes()) {
            shares[found] += 1.0 / size();
        }
        return shares;
    }

    /** Share of the images whose likeliest class is the expected one, in [0, 1]. */
    public double agreement(int[] expected) {
        int[] classes = classes();
        int right = 0;
        for (int image = 0; image < classes.length; image++) {
            right += classes[image] == expected[image] ? 1 : 0;
        }
        return (double) right / classes.length;
    }

    /**
     * Inception Score (Salimans et al., 2016) by this classifier: {@code exp E KL(p(y|x), p(y))}, from 1 to the number of
     * classes. High where each image has a clear class and all classes come.
     */
    public double inceptionScore() {
        int classes = probabilities[0].length;
        double[] mean = new double[classes];
        for (float[] image : probabilities) {
            for (int index = 0; index < classes; index++) {
                mean[index] += image[index] / size();
            }
        }
        double divergence = 0;
        for (float[] image : probabilities) {
            for (int index = 0; index < classes; index++) {
                divergence += image[index] <= 0 ? 0 : image[index] * Math.log(image[index] / mean[index]) / size();
            }
        }
        return Math.exp(divergence);
    }
}

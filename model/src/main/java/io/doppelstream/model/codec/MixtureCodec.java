package io.doppelstream.model.codec;

import java.util.random.RandomGenerator;

/**
 * Mode-specific normalization (CTGAN, NeurIPS 2019): a Gaussian mixture, a mode drawn from its responsibilities, and the
 * distance to that mode's mean in units of four standard deviations.
 *
 * <p>Categories: the modes, then null if the column has nulls.
 *
 * @param weights weight of each mode, sum 1
 * @param means mean of each mode
 * @param deviations standard deviation of each mode, above 0
 * @param grid lattice of the values
 * @param nullable whether null is a category
 */
public record MixtureCodec(double[] weights, double[] means, double[] deviations, Grid grid, boolean nullable)
        implements ColumnCodec {

    private static final double CLIP = 0.99;

    /** Checks the lengths. */
    public MixtureCodec {
        if (weights.length == 0 || weights.length != means.length || weights.length != deviations.length) {
            throw new IllegalArgumentException("Expected as many weights as means and deviations, at least one, found "
                    + weights.length + ", " + means.length + ", " + deviations.length);
        }
    }

    @Override
    public boolean scalar() {
        return true;
    }

    @Override
    public int categories() {
        return means.length + (nullable ? 1 : 0);
    }

    @Override
    public int category(double value, RandomGenerator random) {
        if (Double.isNaN(value)) {
            if (!nullable) {
                throw new IllegalArgumentException("Expected a number, found null in a column without nulls");
            }
            return means.length;
        }
        double[] responsibilities = GaussianMixture.responsibilities(value, weights, means, deviations);
        double left = random.nextDouble();
        int mode = 0;
        while (mode < means.length - 1 && (left -= responsibilities[mode]) > 0) {
            mode++;
        }
        return mode;
    }

    @Override
    public double scalar(double value, int category, RandomGenerator random) {
        if (category == means.length) {
            return 0;
        }
        return Math.max(-CLIP, Math.min(CLIP, (value - means[category]) / (4 * deviations[category])));
    }

    @Override
    public double decode(int category, double scalar) {
        if (category == means.length) {
            return Double.NaN;
        }
        return grid.round(means[category] + 4 * deviations[category] * Math.max(-1, Math.min(1, scalar)));
    }
}

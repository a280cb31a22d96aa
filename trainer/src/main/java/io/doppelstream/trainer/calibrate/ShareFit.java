package io.doppelstream.trainer.calibrate;

import java.util.Arrays;

/**
 * Shifts b of a group's logits l with {@code mean over rows of softmax(l + b) = p}, p being wanted shares, by the fixed point
 * {@code b += log(p / mean)} within bounds.
 */
public final class ShareFit {

    private static final int ROUNDS = 20;
    private static final double CLOSE_ENOUGH = 3e-4;
    private static final double LARGEST_SHIFT = 4;
    /** Keeps logarithms finite. */
    private static final double TINY = 1e-9;

    private final float[] values;
    private final int stride;
    private final int first;
    private final double[] shifts;
    private double[] means;

    private ShareFit(float[] values, int stride, int first, int categories) {
        this.values = values;
        this.stride = stride;
        this.first = first;
        this.shifts = new double[categories];
    }

    /**
     * Finds the shifts.
     *
     * @param values rows that hold the logits, float[rows * stride]
     * @param stride values in a row
     * @param first index of the group's first logit in a row
     * @param shares wanted, one a category
     */
    public static ShareFit of(float[] values, int stride, int first, double[] shares) {
        ShareFit fit = new ShareFit(values, stride, first, shares.length);
        fit.means = fit.meanProbabilities();
        for (int round = 0; round < ROUNDS && fit.distance(shares) >= CLOSE_ENOUGH; round++) {
            fit.step(shares);
            fit.means = fit.meanProbabilities();
        }
        return fit;
    }

    /** Within bounds. */
    public float[] shifts() {
        float[] result = new float[shifts.length];
        for (int category = 0; category < result.length; category++) {
            result[category] = (float) shifts[category];
        }
        return result;
    }

    /** Mean probabilities under the shifts: the shares, unless a bound was in the way. */
    double[] means() {
        return means.clone();
    }

    /** Probability of a category in each row under the shifts. */
    double[] probabilities(int category) {
        double[] probabilities = new double[rows()];
        double[] row = new double[shifts.length];
        Arrays.setAll(probabilities, index -> {
            softmax(index, row);
            return row[category];
        });
        return probabilities;
    }

    private int rows() {
        return values.length / stride;
    }

    private double distance(double[] shares) {
        double largest = 0;
        for (int category = 0; category < shifts.length; category++) {
            largest = Math.max(largest, Math.abs(means[category] - shares[category]));
        }
        return largest;
    }

    private void step(double[] shares) {
        for (int category = 0; category < shifts.length; category++) {
            double step = Math.log((shares[category] + TINY) / (means[category] + TINY));
            shifts[category] = Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, shifts[category] + step));
        }
    }

    private double[] meanProbabilities() {
        double[] mean = new double[shifts.length];
        double[] row = new double[shifts.length];
        for (int index = 0; index < rows(); index++) {
            softmax(index, row);
            for (int category = 0; category < mean.length; category++) {
                mean[category] += row[category] / rows();
            }
        }
        return mean;
    }

    private void softmax(int index, double[] row) {
        int at = index * stride + first;
        double top = Double.NEGATIVE_INFINITY;
        for (int category = 0; category < row.length; category++) {
            row[category] = values[at + category] + shifts[category];
            top = Math.max(top, row[category]);
        }
        double sum = 0;
        for (int category = 0; category < row.length; category++) {
            row[category] = Math.exp(row[category] - top);
            sum += row[category];
        }
        for (int category = 0; category < row.length; category++) {
            row[category] /= sum;
        }
    }
}

package io.doppelstream.trainer.privacy;

import java.util.OptionalDouble;

/**
 * What a differentially private training may spend, and how.
 *
 * @param epsilon bound of the privacy loss, positive
 * @param delta chance of exceeding it; empty: a tenth of one by the number of training rows
 * @param clip largest Euclidean norm of one row's gradient, C
 * @param encoderShare share of the squared epsilon that goes to the marginals, in (0, 1): Gaussian noise composes in squares
 * @param batch expected rows of a batch, fewer for a small table
 */
public record PrivacyConfig(double epsilon, OptionalDouble delta, double clip, double encoderShare, int batch) {

    private static final int FEWEST_BATCHES = 10;
    private static final double DEFAULT_DELTA_BY_ROW = 0.1;

    /** Checks ranges. */
    public PrivacyConfig {
        require(epsilon > 0 && Double.isFinite(epsilon), "a positive epsilon", epsilon);
        require(
                delta.isEmpty() || (delta.getAsDouble() > 0 && delta.getAsDouble() < 1),
                "a delta in (0, 1)",
                delta.orElse(0));
        require(clip > 0 && Double.isFinite(clip), "a positive clipping norm", clip);
        require(encoderShare > 0 && encoderShare < 1, "a share for the encoders in (0, 1)", encoderShare);
        require(batch >= 1, "a batch of at least one row", batch);
    }

    /** Everything else at its default. */
    public static PrivacyConfig of(double epsilon, OptionalDouble delta) {
        return new PrivacyConfig(epsilon, delta, 1, 0.15, 1000);
    }

    /**
     * The delta of a training.
     *
     * @param rows training rows; delta must be below one by them: above, publishing a random row as it is would pass
     */
    public double delta(int rows) {
        double chosen = delta.orElse(DEFAULT_DELTA_BY_ROW / rows);
        if (!(chosen < 1.0 / rows)) {
            throw new IllegalArgumentException("expected a delta below 1 by the number of training rows (--delta below "
                    + 1.0 / rows + " for " + rows + " rows), found " + chosen
                    + ": with it, publishing one row in the clear would count as private");
        }
        return chosen;
    }

    /** Expected rows of a batch, B. */
    public int batchRows(int rows) {
        return Math.max(1, Math.min(batch, rows / FEWEST_BATCHES));
    }

    /** Steps in which each row is expected to be drawn so many times, at least 1. */
    public long steps(long epochs, int rows) {
        return Math.max(1, Math.round((double) epochs * rows / batchRows(rows)));
    }

    private static void require(boolean holds, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " for differential privacy, found " + found);
        }
    }
}

package io.doppelstream.trainer.privacy;

import io.doppelstream.model.schema.TableSchema;
import org.hipparchus.special.Erf;

/**
 * How a budget is spent, fixed before any row is looked at. Delta has three parts: 74 % for the Rényi curve's
 * conversion, 25 % for category lists (a category that one row alone has must not appear), 1 % for batches that
 * overflow.
 *
 * @param rows training rows, N, public
 * @param epsilon of the whole training
 * @param delta of the whole training
 * @param samplingRate chance of each row to be in a batch, q
 * @param capacity rows that a batch has room for
 * @param steps of the critic
 * @param clip norm that each row's gradient is clipped to, C
 * @param noiseMultiplier deviation of the gradients' noise in units of C, sigma
 * @param histograms that are released, each of sensitivity 1
 * @param histogramNoise deviation of the noise on every count
 * @param threshold that a category's noisy count must exceed to be in the list
 */
public record PrivacyPlan(
        int rows,
        double epsilon,
        double delta,
        double samplingRate,
        int capacity,
        long steps,
        double clip,
        double noiseMultiplier,
        int histograms,
        double histogramNoise,
        double threshold) {

    private static final double CURVE_SHARE = 0.74;
    private static final double CATEGORY_SHARE = 0.25;
    private static final double OVERFLOW_SHARE = 0.01;

    private static final double LEAST_NOISE = 0.2;
    private static final double MOST_NOISE = 1e7;
    private static final double PRECISION = 1e-4;

    /**
     * Solves for the noise.
     *
     * @param rows expected training rows
     * @param steps of the critic, at least 1
     * @param schema of the table; its column names, types and roles count as public
     */
    public static PrivacyPlan of(PrivacyConfig config, int rows, long steps, TableSchema schema) {
        double delta = config.delta(rows);
        int categorical = (int)
                schema.columns().stream().filter(column -> column.categorical()).count();
        int continuous = (int)
                schema.columns().stream().filter(column -> column.continuous()).count();
        int histograms = categorical + PrivateHistogram.LEVELS * continuous;
        double curveDelta = CURVE_SHARE * delta;
        double marginals = Math.sqrt(config.encoderShare()) * config.epsilon();
        double histogramNoise =
                leastNoise(noise -> RenyiCurve.gaussian(noise).times(histograms), marginals, curveDelta);
        double samplingRate = (double) config.batchRows(rows) / rows;
        RenyiCurve released = RenyiCurve.gaussian(histogramNoise).times(histograms);
        double noiseMultiplier = leastNoise(
                noise -> released.plus(
                        RenyiCurve.sampledGaussian(samplingRate, noise).times(steps)),
                config.epsilon(),
                curveDelta);
        return new PrivacyPlan(
                rows,
                config.epsilon(),
                delta,
                samplingRate,
                capacity(config.batchRows(rows), OVERFLOW_SHARE * delta / steps / (1 + Math.exp(config.epsilon()))),
                steps,
                config.clip(),
                noiseMultiplier,
                histograms,
                histogramNoise,
                1 + histogramNoise * upperQuantile(CATEGORY_SHARE * delta / Math.max(1, categorical)));
    }

    /** Epsilon after a number of steps, at the plan's delta; at most the plan's. */
    public double spent(long stepsDone) {
        return RenyiCurve.gaussian(histogramNoise)
                .times(histograms)
                .plus(RenyiCurve.sampledGaussian(samplingRate, noiseMultiplier).times(stepsDone))
                .epsilon(CURVE_SHARE * delta);
    }

    /** Expected rows of a batch, B. */
    public double expectedBatch() {
        return samplingRate * rows;
    }

    private interface Mechanism {
        RenyiCurve curve(double noise);
    }

    /** The least noise with which a mechanism keeps to an epsilon, by bisection on its logarithm. */
    private static double leastNoise(Mechanism mechanism, double epsilon, double delta) {
        double low = Math.log(LEAST_NOISE);
        double high = Math.log(MOST_NOISE);
        if (mechanism.curve(MOST_NOISE).epsilon(delta) > epsilon) {
            throw new IllegalArgumentException("expected an epsilon that some noise can keep to, found " + epsilon
                    + " at delta " + delta + ": give a larger --epsilon or --delta");
        }
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (mechanism.curve(Math.exp(middle)).epsilon(delta) > epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(high);
    }

    /**
     * Room that a batch overflows with at most this chance. Rows are drawn independently, B on average (B + 1 with a
     * neighbour's row): a Chernoff bound holds, {@code exp(-B (u log u - u + 1))} at u times the mean.
     */
    static int capacity(int batch, double chance) {
        double mean = batch + 1.0;
        int room = batch + 2;
        while (true) {
            double ratio = room / mean;
            if (ratio > 1 && -mean * (ratio * Math.log(ratio) - ratio + 1) <= Math.log(chance)) {
                return room;
            }
            room++;
        }
    }

    /** The standard normal's value that is exceeded with this chance, above 0 and below a half. */
    static double upperQuantile(double chance) {
        double low = 0;
        double high = 38;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (Erf.erfc(middle / Math.sqrt(2)) / 2 > chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}

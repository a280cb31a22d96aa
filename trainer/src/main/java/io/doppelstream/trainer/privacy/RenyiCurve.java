package io.doppelstream.trainer.privacy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Rényi differential privacy of a mechanism (Mironov, 2017): for each order alpha a bound on the Rényi divergence of its
 * outputs on two neighbouring tables. Curves of mechanisms that look at the same rows add up.
 */
public final class RenyiCurve {

    private static final double FIRST_STEP = 0.05;
    private static final int LAST_FINE = 64;

    /** Orders above 1, finer where they are small: a high epsilon is best bounded there. */
    private static final double[] ORDERS = DoubleStream.concat(
                    IntStream.rangeClosed(1, 180).mapToDouble(step -> 1 + FIRST_STEP * step),
                    DoubleStream.concat(
                            IntStream.rangeClosed(11, LAST_FINE).mapToDouble(order -> order),
                            DoubleStream.of(80, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024)))
            .toArray();

    private final double[] divergences;

    private RenyiCurve(double[] divergences) {
        this.divergences = divergences;
    }

    /** A mechanism that looks at nothing. */
    public static RenyiCurve none() {
        return new RenyiCurve(new double[ORDERS.length]);
    }

    /**
     * The Gaussian mechanism: {@code alpha / (2 multiplier^2)}.
     *
     * @param noiseMultiplier deviation of the noise by the L2 sensitivity, positive
     */
    public static RenyiCurve gaussian(double noiseMultiplier) {
        return new RenyiCurve(Arrays.stream(ORDERS)
                .map(order -> order / (2 * noiseMultiplier * noiseMultiplier))
                .toArray());
    }

    /**
     * One step of the sampled Gaussian mechanism under adding or removing a row (Mironov, Talwar and Zhang, 2019):
     * {@code log(sum over k of C(alpha, k) (1-q)^(alpha-k) q^k exp(k (k-1) / (2 multiplier^2))) / (alpha - 1)} at whole
     * orders. {@code (alpha - 1)} times the divergence is convex in alpha, so that the chord between two whole orders bounds it
     * at those in between; where the chord is above the mechanism without sampling, that one's divergence is the bound.
     *
     * @param samplingRate chance of each row to be in the step's sample, q, in [0, 1]
     * @param noiseMultiplier deviation of the noise by the clipping norm, positive
     */
    public static RenyiCurve sampledGaussian(double samplingRate, double noiseMultiplier) {
        if (!(samplingRate >= 0 && samplingRate <= 1) || !(noiseMultiplier > 0)) {
            throw new IllegalArgumentException(
                    "expected a sampling rate in [0, 1] and a positive noise multiplier, found " + samplingRate
                            + " and " + noiseMultiplier);
        }
        if (samplingRate == 1) {
            return gaussian(noiseMultiplier);
        }
        return new RenyiCurve(Arrays.stream(ORDERS)
                .map(order -> {
                    int below = (int) Math.floor(order);
                    double share = order - below;
                    double moment = (1 - share) * logMoment(below, samplingRate, noiseMultiplier)
                            + (share == 0 ? 0 : share * logMoment(below + 1, samplingRate, noiseMultiplier));
                    double unsampled = order / (2 * noiseMultiplier * noiseMultiplier);
                    return Math.min(unsampled, Math.max(0, moment) / (order - 1));
                })
                .toArray());
    }

    /** {@code (order - 1)} times the divergence at a whole order of at least 1. */
    private static double logMoment(int order, double samplingRate, double noiseMultiplier) {
        if (order == 1 || samplingRate == 0) {
            return 0;
        }
        double[] terms = new double[order + 1];
        double logBinomial = 0;
        for (int k = 0; k <= order; k++) {
            terms[k] = logBinomial
                    + (order - k) * Math.log1p(-samplingRate)
                    + k * Math.log(samplingRate)
                    + k * (k - 1.0) / (2 * noiseMultiplier * noiseMultiplier);
            logBinomial += Math.log(order - k) - Math.log(k + 1.0);
        }
        double largest = Arrays.stream(terms).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(terms)
                        .map(term -> Math.exp(term - largest))
                        .sum());
    }

    /** Both mechanisms, one after the other. */
    public RenyiCurve plus(RenyiCurve other) {
        return new RenyiCurve(IntStream.range(0, ORDERS.length)
                .mapToDouble(at -> divergences[at] + other.divergences[at])
                .toArray());
    }

    /** The mechanism so many times. */
    public RenyiCurve times(long count) {
        return new RenyiCurve(
                Arrays.stream(divergences).map(divergence -> count * divergence).toArray());
    }

    /**
     * The smallest epsilon that the curve gives at a delta (Canonne, Kamath and Steinke, 2020, proposition 12):
     * {@code divergence + log(1 - 1/alpha) - log(delta alpha) / (alpha - 1)}, the least over the orders.
     *
     * @param delta in (0, 1)
     * @return at least 0
     */
    public double epsilon(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("expected a delta in (0, 1), found " + delta);
        }
        double best = IntStream.range(0, ORDERS.length)
                .mapToDouble(at -> divergences[at]
                        + Math.log1p(-1 / ORDERS[at])
                        - (Math.log(delta) + Math.log(ORDERS[at])) / (ORDERS[at] - 1))
                .min()
                .orElseThrow();
        return Math.max(0, best);
    }
}

package io.doppelstream.model.score;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.DerivedCodec;
import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.codec.QuantileCodec;
import java.util.Arrays;

/**
 * Two scalars of a number, neither of which ends: its distance from the middle in units of the spread, and, where the codec knows
 * the distribution, its normal score. Far from the middle the first grows by the logarithm, beyond the smallest and largest value
 * known so does the second.
 *
 * @param middle median of the values that the codec knows, final units
 * @param spread distance of their 5 % and 95 % quantiles in units of that of a standard normal, above 0
 * @param ranks the codec of the normal score; null: there is no normal score
 */
public record NumberScale(double middle, double spread, QuantileCodec ranks) {

    /** Distance of the 5 % and the 95 % quantile of a standard normal distribution. */
    private static final double NORMAL_RANGE = 3.29;

    /** Where the distance begins to grow by the logarithm, in spreads. */
    public static final double LINEAR = 3;

    static NumberScale of(ColumnCodec codec) {
        if (codec instanceof QuantileCodec quantile && quantile.rest() != null) {
            return of(
                    quantile.rest().quantile(0.05),
                    quantile.rest().quantile(0.5),
                    quantile.rest().quantile(0.95),
                    quantile.max() - quantile.min(),
                    quantile);
        } else if (codec instanceof QuantileCodec quantile) {
            return ofValues(quantile.spikes());
        } else if (codec instanceof MixtureCodec mixture) {
            return ofMixture(mixture);
        } else if (codec instanceof DerivedCodec derived) {
            return ofValues(Arrays.stream(derived.values())
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .distinct()
                    .toArray());
        }
        throw new IllegalArgumentException("Expected the codec of a number, found " + codec);
    }

    private static NumberScale ofValues(double[] ascending) {
        if (ascending.length == 0) {
            return new NumberScale(0, 1, null);
        }
        int last = ascending.length - 1;
        return of(
                ascending[(int) Math.round(0.05 * last)],
                ascending[last / 2],
                ascending[(int) Math.round(0.95 * last)],
                ascending[last] - ascending[0],
                null);
    }

    private static NumberScale ofMixture(MixtureCodec codec) {
        double mean = 0;
        double square = 0;
        for (int mode = 0; mode < codec.means().length; mode++) {
            double deviation = codec.deviations()[mode];
            mean += codec.weights()[mode] * codec.means()[mode];
            square += codec.weights()[mode] * (codec.means()[mode] * codec.means()[mode] + deviation * deviation);
        }
        return new NumberScale(mean, Math.sqrt(Math.max(square - mean * mean, 1e-12)), null);
    }

    private static NumberScale of(double low, double middle, double high, double range, QuantileCodec ranks) {
        double spread = high > low ? high - low : range > 0 ? range : NORMAL_RANGE;
        return new NumberScale(middle, spread / NORMAL_RANGE, ranks);
    }

    /** Number of scalars. */
    int width() {
        return ranks == null ? 1 : 2;
    }

    /**
     * Writes the scalars of a number.
     *
     * @param value final units, not NaN; an infinite one is taken for the largest double
     */
    void write(double value, float[] row, int at) {
        double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
        row[at] = (float) distance(finite);
        if (ranks != null) {
            row[at + 1] = (float) normalScore(finite);
        }
    }

    /** Distance from the middle in spreads; beyond {@value #LINEAR} it grows by the logarithm. */
    double distance(double value) {
        double distance = value / spread - middle / spread;
        double size = Math.abs(distance);
        return size <= LINEAR ? distance : Math.copySign(LINEAR + Math.log1p(size - LINEAR), distance);
    }

    private double normalScore(double value) {
        double inside = Math.max(ranks.min(), Math.min(ranks.max(), value));
        double probability = (ranks.low(inside) + ranks.high(inside)) / 2;
        double beyond = Math.log1p(Math.abs(value / spread - inside / spread));
        return NormalScalar.CUT * NormalScalar.scalar(probability) + Math.copySign(beyond, value - inside);
    }
}

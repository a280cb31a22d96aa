package io.doppelstream.model.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A numeric column as spikes plus a continuous rest: every value that holds a large share of the rows is a category of its own,
 * what remains goes through its ranks to a normal scalar ({@link NormalScalar}).
 *
 * <p>Categories: the spikes in ascending order, then null if the column has nulls, then the rest if there is one. A column of nothing
 * but rest has no group at all.
 *
 * @param spikes values that are categories, ascending
 * @param rest distribution of the other values; null if the spikes are all there is
 * @param grid lattice of the rest
 * @param nullable whether null is a category
 */
public record QuantileCodec(double[] spikes, QuantileFunction rest, Grid grid, boolean nullable)
        implements ColumnCodec {

    private static final double MARGIN = 1e-6;

    /** Checks the spikes. */
    public QuantileCodec {
        for (int i = 1; i < spikes.length; i++) {
            if (!(spikes[i] > spikes[i - 1])) {
                throw new IllegalArgumentException(
                        "Expected spikes in ascending order, found " + Arrays.toString(spikes));
            }
        }
        if (spikes.length == 0 && rest == null) {
            throw new IllegalArgumentException("Expected spikes or a continuous rest, found neither");
        }
    }

    @Override
    public boolean scalar() {
        return rest != null;
    }

    @Override
    public int categories() {
        int categories = spikes.length + (nullable ? 1 : 0) + (rest == null ? 0 : 1);
        return categories == 1 && rest != null ? 0 : categories;
    }

    /** Category of null, -1 if there is none. */
    public int nullCategory() {
        return nullable ? spikes.length : -1;
    }

    /** Category of the continuous rest, -1 if there is none; 0 where the column has no group. */
    public int restCategory() {
        return rest == null ? -1 : Math.max(0, categories() - 1);
    }

    @Override
    public int category(double value, RandomGenerator random) {
        if (Double.isNaN(value)) {
            if (!nullable) {
                throw new IllegalArgumentException("Expected a number, found null in a column without nulls");
            }
            return spikes.length;
        }
        int spike = Arrays.binarySearch(spikes, value);
        if (spike >= 0) {
            return spike;
        }
        if (rest == null) {
            throw new IllegalArgumentException("Expected one of " + Arrays.toString(spikes) + ", found " + value);
        }
        return restCategory();
    }

    @Override
    public double scalar(double value, int category, RandomGenerator random) {
        if (rest == null || category != restCategory()) {
            return 0;
        }
        double low = low(value);
        double high = high(value);
        // Away from the ends: there the rounding of a 32-bit scalar could cross a jump to the next value.
        double margin = Math.min(MARGIN, (high - low) / 4);
        return NormalScalar.scalar(low + margin + (high - low - 2 * margin) * random.nextDouble());
    }

    /** The spike that is nearest to a value; there must be one. */
    public double nearestSpike(double value) {
        int found = Arrays.binarySearch(spikes, value);
        int above = found >= 0 ? found : -found - 1;
        if (above == 0 || (above < spikes.length && spikes[above] - value <= value - spikes[above - 1])) {
            return spikes[above];
        }
        return spikes[above - 1];
    }

    /** Probability, within the rest, of a value below this one. */
    public double low(double value) {
        return rest.below(value - grid.half());
    }

    /** Probability, within the rest, of a value up to this one. */
    public double high(double value) {
        return rest.upTo(value + grid.half() * (1 - 1e-9));
    }

    /** The smallest value of the column. */
    public double min() {
        double spike = spikes.length == 0 ? Double.POSITIVE_INFINITY : spikes[0];
        return rest == null ? spike : Math.min(spike, grid.round(rest.min()));
    }

    /** The largest value of the column. */
    public double max() {
        double spike = spikes.length == 0 ? Double.NEGATIVE_INFINITY : spikes[spikes.length - 1];
        return rest == null ? spike : Math.max(spike, grid.round(rest.max()));
    }

    /**
     * Those parts of intervals that the rest can reach: between its smallest and largest value, on its lattice, with some probability
     * unless a single point.
     *
     * @param intervals {low, high} in final units, ends included
     */
    public List<double[]> reachable(List<double[]> intervals) {
        List<double[]> result = new ArrayList<>();
        for (double[] interval : intervals) {
            double low = Math.max(interval[0], grid.round(rest.min()));
            double high = Math.min(interval[1], grid.round(rest.max()));
            if (grid.step() > 0) {
                low = grid.round(low) < low ? grid.round(low + 2 * grid.half()) : grid.round(low);
                high = grid.round(high) > high ? grid.round(high - 2 * grid.half()) : grid.round(high);
            }
            boolean possible = grid.step() > 0 ? low <= high && high(high) > low(low) : low <= high;
            if (possible) {
                result.add(new double[] {low, high});
            }
        }
        return result;
    }

    @Override
    public double decode(int category, double scalar) {
        if (category < spikes.length) {
            return spikes[category];
        }
        if (category == nullCategory()) {
            return Double.NaN;
        }
        return grid.round(rest.quantile(NormalScalar.probability(scalar)));
    }
}

package io.doppelstream.trainer.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A numeric column's bounds and distribution by three noisy histograms: over powers of two, which are the same for all
 * data, then twice over cells of about equal mass by the histogram before. What lies outside the cells counts as the
 * nearest one.
 *
 * @param column with nulls as released
 * @param cells of the last histogram
 * @param shares of the cells and, if the column is nullable, of null as the last
 */
record NumberMarginal(Column column, Cells cells, Shares shares) implements Marginal {

    private static final int MOST_CELLS = 256;
    private static final int FEWEST_CELLS = 8;
    /** A cell should hold so many times the noise. */
    private static final double SIGNAL_TO_NOISE = 4;
    /** Chance that noise alone puts a cell among the powers of two that the data reaches. */
    private static final double FALSE_ALARM = 0.01;

    static NumberMarginal release(Column column, ColumnData data, PrivacyPlan plan, RandomGenerator random) {
        Cells octaves = Cells.octaves(!(column.type() instanceof ValueType.Floating));
        // Null is the last bin of the first histogram; the finer ones do not count it.
        double[] coarse = PrivateHistogram.noisy(count(octaves, data), plan.histogramNoise(), random);
        boolean nullable = coarse[octaves.size()] > plan.threshold();
        double nulls = nullable ? Math.min(coarse[octaves.size()], 0.99 * plan.rows()) : 0;
        double present = plan.rows() - nulls;
        Cells cells = octaves.refined(reached(Arrays.copyOf(coarse, octaves.size()), plan), wanted(plan));
        double[] masses = masses(cells, data, present, plan, random);
        cells = cells.refined(masses, wanted(plan));
        masses = masses(cells, data, present, plan, random);
        double[] all = nullable ? Arrays.copyOf(masses, masses.length + 1) : masses;
        if (nullable) {
            all[masses.length] = nulls;
        }
        return new NumberMarginal(
                new Column(column.name(), column.type(), column.role(), nullable), cells, Shares.of(all));
    }

    private static double[] masses(
            Cells cells, ColumnData data, double total, PrivacyPlan plan, RandomGenerator random) {
        double[] noisy = PrivateHistogram.noisy(count(cells, data), plan.histogramNoise(), random);
        return PrivateHistogram.consistent(Arrays.copyOf(noisy, cells.size()), total);
    }

    private static int wanted(PrivacyPlan plan) {
        return (int)
                Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, plan.rows() / (SIGNAL_TO_NOISE * plan.histogramNoise())));
    }

    /** Counts of the cells, then of null. */
    private static long[] count(Cells cells, ColumnData data) {
        long[] counts = new long[cells.size() + 1];
        for (int row = 0; row < data.size(); row++) {
            counts[data.isNull(row) ? cells.size() : cells.nearest(data.number(row))]++;
        }
        return counts;
    }

    /** Noisy counts where they tell of data, 0 elsewhere; the largest one is kept in any case. */
    private static double[] reached(double[] noisy, PrivacyPlan plan) {
        double threshold = plan.histogramNoise() * PrivacyPlan.upperQuantile(FALSE_ALARM / noisy.length);
        double largest = Arrays.stream(noisy).max().orElseThrow();
        return Arrays.stream(noisy)
                .map(count -> count == largest ? Math.max(1, count) : count > threshold ? count : 0)
                .toArray();
    }

    @Override
    public double[] values(int rows) {
        int[] counts = shares.apportion(rows);
        double[] values = new double[rows];
        int at = 0;
        if (column.nullable()) {
            at = counts[cells.size()];
            Arrays.fill(values, 0, at, Double.NaN);
        }
        for (int cell = 0; cell < cells.size(); cell++) {
            for (int index = 0; index < counts[cell]; index++) {
                values[at++] = cells.value(cell, (index + 0.5) / counts[cell]);
            }
        }
        return values;
    }

    @Override
    public double conform(double value, RandomGenerator random) {
        if (!Double.isNaN(value)) {
            return cells.clamp(value);
        }
        if (column.nullable()) {
            return value;
        }
        return cells.value(shares.draw(random), random.nextDouble());
    }
}

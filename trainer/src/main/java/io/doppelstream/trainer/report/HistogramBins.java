package io.doppelstream.trainer.report;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bins of equal width over the real values. Where the tails are long the bins end at the 0.5 % and 99.5 % quantiles. Bins of
 * whole numbers hold equally many of them each: else some would stand out that only hold one more.
 */
final class HistogramBins {

    private static final int BINS = 40;
    private static final double TAIL = 0.005;
    /** Tails are cut off where they make the range this many times as wide. */
    private static final double LONG_TAILS = 1.3;

    private HistogramBins() {}

    /** Counts values; both sides have some. */
    static Distribution.Histogram of(ValueType type, ColumnData real, ColumnData synthetic) {
        double scale = type instanceof ValueType.Decimal decimal ? Math.pow(10, decimal.scale()) : 1;
        double[] a = values(real);
        double[] b = values(synthetic);
        double low = a[0];
        double high = a[a.length - 1];
        double lowQuantile = a[(int) (TAIL * (a.length - 1))];
        double highQuantile = a[(int) Math.ceil((1 - TAIL) * (a.length - 1))];
        if (highQuantile > lowQuantile && high - low > LONG_TAILS * (highQuantile - lowQuantile)) {
            low = lowQuantile;
            high = highQuantile;
        }
        boolean whole = Arrays.stream(a).allMatch(value -> value == Math.rint(value)) && high - low < 1e15;
        double width;
        int bins;
        if (whole) {
            width = Math.ceil((high - low + 1) / BINS);
            bins = (int) Math.ceil((high - low + 1) / width);
            low -= 0.5;
        } else if (high > low) {
            width = (high - low) / BINS;
            bins = BINS;
        } else {
            width = Math.max(1, Math.abs(low) * 1e-6);
            bins = 1;
            low -= width / 2;
        }
        double[] countsReal = shares(a, low, width, bins);
        double[] countsSynthetic = shares(b, low, width, bins);
        return new Distribution.Histogram(
                type,
                low / scale,
                (low + bins * width) / scale,
                countsReal,
                countsSynthetic,
                beyond(countsReal),
                beyond(countsSynthetic));
    }

    private static double[] values(ColumnData data) {
        return IntStream.range(0, data.size())
                .filter(row -> !data.isNull(row))
                .mapToDouble(data::number)
                .sorted()
                .toArray();
    }

    private static double[] shares(double[] values, double low, double width, int bins) {
        double[] shares = new double[bins];
        for (double value : values) {
            double bin = (value - low) / width;
            // The highest value belongs to the last bin.
            int index = bin <= bins * (1 + 1e-12) ? Math.min(bins - 1, (int) Math.floor(bin)) : bins;
            if (index >= 0 && index < bins) {
                shares[index] += 1.0 / values.length;
            }
        }
        return shares;
    }

    private static double beyond(double[] shares) {
        double beyond = 1 - Arrays.stream(shares).sum();
        return beyond < 1e-9 ? 0 : beyond;
    }
}

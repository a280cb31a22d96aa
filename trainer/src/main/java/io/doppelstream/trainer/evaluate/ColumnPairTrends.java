package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether each pair of columns has the real relation; SDMetrics' Column Pair Trends. */
public final class ColumnPairTrends {

    /** Real correlation that a pair of numeric columns must exceed in the thresholded score (SDMetrics from 0.27). */
    public static final double CORRELATION_THRESHOLD = 0.5;
    /** Real Cramer's V that any other pair must exceed there. */
    public static final double ASSOCIATION_THRESHOLD = 0.3;

    private ColumnPairTrends() {}

    /** Scores of all pairs of learned columns, in the order of the schema. */
    public static List<PairScore> of(Table real, Table synthetic) {
        List<Side> reals = sides(real);
        List<Side> synthetics = sides(synthetic);
        List<PairScore> scores = new ArrayList<>();
        for (int first = 0; first < reals.size(); first++) {
            for (int second = first + 1; second < reals.size(); second++) {
                scores.add(pair(reals.get(first), reals.get(second), synthetics.get(first), synthetics.get(second)));
            }
        }
        return scores;
    }

    /** Mean over all pairs. */
    public static double mean(List<PairScore> scores) {
        return Means.of(scores.stream().mapToDouble(PairScore::score));
    }

    /** Mean over the pairs that the real data relates; NaN if there is none. */
    public static double thresholdedMean(List<PairScore> scores) {
        return Means.of(scores.stream().filter(PairScore::related).mapToDouble(PairScore::score));
    }

    /** A column of one table, as numbers and as discrete codes. */
    private record Side(Column column, ColumnData data, int[] codes) {}

    private static List<Side> sides(Table table) {
        List<Side> sides = new ArrayList<>();
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            if (column.learned()) {
                ColumnData data = table.column(index);
                sides.add(new Side(column, data, column.continuous() ? EqualWidthBins.codes(data) : codes(data)));
            }
        }
        return sides;
    }

    private static int[] codes(ColumnData data) {
        return data instanceof ColumnData.Codes codes ? codes.values() : new int[data.size()];
    }

    private static PairScore pair(Side realA, Side realB, Side syntheticA, Side syntheticB) {
        List<String> names = List.of(realA.column().name(), realB.column().name());
        if (realA.column().continuous() && realB.column().continuous()) {
            double real = correlation(realA.data(), realB.data());
            double synthetic = correlation(syntheticA.data(), syntheticB.data());
            double score = 1 - Math.abs(real - synthetic) / 2;
            return new PairScore(names, "CorrelationSimilarity", score, Math.abs(real), CORRELATION_THRESHOLD);
        }
        ContingencyTable real = ContingencyTable.of(realA.codes(), realB.codes());
        ContingencyTable synthetic = ContingencyTable.of(syntheticA.codes(), syntheticB.codes());
        return new PairScore(
                names, "ContingencySimilarity", real.similarity(synthetic), real.cramersV(), ASSOCIATION_THRESHOLD);
    }

    /** Pearson's rho over the rows where both have a value; NaN where one is constant. */
    static double correlation(ColumnData first, ColumnData second) {
        double[] a = new double[first.size()];
        double[] b = new double[first.size()];
        int count = 0;
        for (int row = 0; row < first.size(); row++) {
            if (!first.isNull(row) && !second.isNull(row)) {
                a[count] = first.number(row);
                b[count++] = second.number(row);
            }
        }
        if (constant(a, count) || constant(b, count)) {
            return Double.NaN;
        }
        double meanA = Means.of(Arrays.copyOf(a, count));
        double meanB = Means.of(Arrays.copyOf(b, count));
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int row = 0; row < count; row++) {
            products += (a[row] - meanA) * (b[row] - meanB);
            squaresA += (a[row] - meanA) * (a[row] - meanA);
            squaresB += (b[row] - meanB) * (b[row] - meanB);
        }
        return products / (Math.sqrt(squaresA) * Math.sqrt(squaresB));
    }

    private static boolean constant(double[] values, int count) {
        return Arrays.stream(values, 0, count).distinct().limit(2).count() < 2;
    }
}

package io.doppelstream.trainer.evaluate.fidelity;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.trainer.evaluate.score.Means;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whether each pair of columns has the real relation; SDMetrics' Column Pair Trends. */
public final class ColumnPairTrends {

    /** Real correlation that a pair of numeric columns must exceed in the thresholded score (SDMetrics from 0.27). */
    public static final double CORRELATION_THRESHOLD = 0.5;
    /** Real Cramer's V that any other pair must exceed there. */
    public static final double ASSOCIATION_THRESHOLD = 0.3;

    private ColumnPairTrends() {}

    /**
     * Scores of all pairs of learned columns, in the order of the schema.
     *
     * @param synthetic rows of the same schema
     */
    public static List<PairScore> of(Table real, Table synthetic) {
        return of(sides(real, real), sides(synthetic, synthetic));
    }

    /**
     * The same with the bins of both sides cut on the real rows' edges. By the definition each side is cut on its own, so that
     * a single extreme value moves all bins: in small samples of one model after another that hides how they compare.
     */
    public static List<PairScore> withRealBins(Table real, Table synthetic) {
        return of(sides(real, real), sides(synthetic, real));
    }

    private static List<PairScore> of(List<Side> reals, List<Side> synthetics) {
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

    /**
     * Strength of the relation of each two learned columns of one table: |Pearson's rho| or Cramer's V.
     *
     * @return in [0, 1], as many rows and columns as there are learned columns, symmetric, 1 on the diagonal; NaN where it is
     *     not defined
     */
    public static double[][] associations(Table table) {
        List<Side> sides = sides(table, table);
        double[][] strengths = new double[sides.size()][sides.size()];
        for (int first = 0; first < sides.size(); first++) {
            strengths[first][first] = 1;
            for (int second = first + 1; second < sides.size(); second++) {
                strengths[first][second] = association(sides.get(first), sides.get(second));
                strengths[second][first] = strengths[first][second];
            }
        }
        return strengths;
    }

    private static double association(Side first, Side second) {
        return first.column().continuous() && second.column().continuous()
                ? Math.abs(correlation(first.numbers(), second.numbers()))
                : ContingencyTable.of(first.codes(), second.codes()).cramersV();
    }

    /**
     * A column of one table.
     *
     * @param numbers its values, null as NaN; empty unless it is continuous
     * @param codes the same in discrete codes
     */
    private record Side(Column column, double[] numbers, int[] codes) {}

    /** @param edges the table whose range the bins divide */
    private static List<Side> sides(Table table, Table edges) {
        List<Side> sides = new ArrayList<>();
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            ColumnData data = table.column(index);
            if (column.continuous()) {
                sides.add(new Side(column, numbers(data), EqualWidthBins.codes(data, edges.column(index))));
            } else if (data instanceof ColumnData.Codes codes) {
                sides.add(new Side(column, new double[0], codes.values()));
            }
        }
        return sides;
    }

    private static double[] numbers(ColumnData data) {
        return data instanceof ColumnData.Doubles doubles
                ? doubles.values()
                : IntStream.range(0, data.size()).mapToDouble(data::number).toArray();
    }

    private static PairScore pair(Side realA, Side realB, Side syntheticA, Side syntheticB) {
        List<String> names = List.of(realA.column().name(), realB.column().name());
        if (realA.column().continuous() && realB.column().continuous()) {
            double real = correlation(realA.numbers(), realB.numbers());
            double synthetic = correlation(syntheticA.numbers(), syntheticB.numbers());
            double score = 1 - Math.abs(real - synthetic) / 2;
            return new PairScore(names, "CorrelationSimilarity", score, Math.abs(real), CORRELATION_THRESHOLD);
        }
        ContingencyTable real = ContingencyTable.of(realA.codes(), realB.codes());
        ContingencyTable synthetic = ContingencyTable.of(syntheticA.codes(), syntheticB.codes());
        return new PairScore(
                names, "ContingencySimilarity", real.similarity(synthetic), real.cramersV(), ASSOCIATION_THRESHOLD);
    }

    /** Pearson's rho over the rows where both have a value; NaN where one is constant. */
    static double correlation(double[] first, double[] second) {
        double sumA = 0;
        double sumB = 0;
        int count = 0;
        double lowA = Double.POSITIVE_INFINITY;
        double lowB = Double.POSITIVE_INFINITY;
        double highA = Double.NEGATIVE_INFINITY;
        double highB = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < first.length; row++) {
            double a = first[row];
            double b = second[row];
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                sumA += a;
                sumB += b;
                count++;
                lowA = Math.min(lowA, a);
                highA = Math.max(highA, a);
                lowB = Math.min(lowB, b);
                highB = Math.max(highB, b);
            }
        }
        if (count == 0 || lowA == highA || lowB == highB) {
            return Double.NaN;
        }
        double meanA = sumA / count;
        double meanB = sumB / count;
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int row = 0; row < first.length; row++) {
            double a = first[row] - meanA;
            double b = second[row] - meanB;
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                products += a * b;
                squaresA += a * a;
                squaresB += b * b;
            }
        }
        return Math.max(-1, Math.min(1, products / (Math.sqrt(squaresA) * Math.sqrt(squaresB))));
    }
}

package io.doppelstream.trainer.evaluate.fidelity;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.trainer.evaluate.score.Means;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether each column has the real distribution, column by column; SDMetrics' Column Shapes. */
public final class ColumnShapes {

    private static final double DECIMALS = 1e14;

    private ColumnShapes() {}

    /** Scores of all learned columns, in the order of the schema. */
    public static List<ColumnScore> of(Table real, Table synthetic) {
        List<ColumnScore> scores = new ArrayList<>();
        for (int index = 0; index < real.schema().size(); index++) {
            Column column = real.schema().column(index);
            if (column.learned()) {
                ColumnData a = real.column(index);
                ColumnData b = synthetic.column(index);
                scores.add(
                        column.continuous()
                                ? new ColumnScore(column.name(), "KSComplement", kolmogorovSmirnovComplement(a, b))
                                : new ColumnScore(column.name(), "TVComplement", totalVariationComplement(a, b)));
            }
        }
        return scores;
    }

    /** Mean of the scores that are defined. */
    public static double mean(List<ColumnScore> scores) {
        return Means.of(scores.stream().mapToDouble(ColumnScore::score));
    }

    /** 1 - the largest difference of the distribution functions, nulls dropped; NaN if nothing is left. */
    public static double kolmogorovSmirnovComplement(ColumnData real, ColumnData synthetic) {
        double[] a = sortedValues(real);
        double[] b = sortedValues(synthetic);
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return 1 - largest;
    }

    private static double[] sortedValues(ColumnData column) {
        double[] values = new double[column.size()];
        int count = 0;
        for (int row = 0; row < values.length; row++) {
            if (!column.isNull(row)) {
                values[count++] = rounded(column.number(row));
            }
        }
        double[] present = Arrays.copyOf(values, count);
        Arrays.sort(present);
        return present;
    }

    /** To 14 decimals; a double beyond 2^53 / 10^14 has none that rounding could change. */
    private static double rounded(double value) {
        return Math.abs(value) < 90 ? Math.rint(value * DECIMALS) / DECIMALS : value;
    }

    /** 1 - half the summed differences of the categories' shares, nulls dropped; NaN if nothing is left. */
    public static double totalVariationComplement(ColumnData real, ColumnData synthetic) {
        Map<Double, Double> p = shares(real);
        Map<Double, Double> q = shares(synthetic);
        if (p.isEmpty() || q.isEmpty()) {
            return Double.NaN;
        }
        return 1 - totalVariation(p, q);
    }

    /** Half the summed differences of two distributions over the union of their keys. */
    private static double totalVariation(Map<Double, Double> p, Map<Double, Double> q) {
        double sum = 0;
        for (Map.Entry<Double, Double> entry : p.entrySet()) {
            sum += Math.abs(entry.getValue() - q.getOrDefault(entry.getKey(), 0.0));
        }
        for (Map.Entry<Double, Double> entry : q.entrySet()) {
            sum += p.containsKey(entry.getKey()) ? 0 : entry.getValue();
        }
        return sum / 2;
    }

    private static Map<Double, Double> shares(ColumnData column) {
        Map<Double, Double> counts = new TreeMap<>();
        double total = 0;
        for (int row = 0; row < column.size(); row++) {
            if (!column.isNull(row)) {
                counts.merge(column.number(row), 1.0, Double::sum);
                total++;
            }
        }
        double rows = total;
        counts.replaceAll((category, count) -> count / rows);
        return counts;
    }
}

package io.doppelstream.trainer.report;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.Column;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts the values of a column on both sides. */
final class Distributions {

    private static final int MOST_CATEGORIES = 15;

    private Distributions() {}

    static ColumnComparison compare(Column column, ColumnScore score, ColumnData real, ColumnData synthetic) {
        return new ColumnComparison(
                score, column.type().label(), nulls(real), nulls(synthetic), distribution(column, real, synthetic));
    }

    private static Distribution distribution(Column column, ColumnData real, ColumnData synthetic) {
        if (nulls(real) == 1 || nulls(synthetic) == 1) {
            return new Distribution.Missing("No value is left to compare: all "
                    + (nulls(real) == 1 ? "real" : "synthetic") + " values are null.");
        }
        return column.categorical()
                ? categories(column.vocabulary(), real, synthetic)
                : HistogramBins.of(column.type(), real, synthetic);
    }

    private static double nulls(ColumnData data) {
        long nulls = IntStream.range(0, data.size()).filter(data::isNull).count();
        return data.size() == 0 ? 1 : (double) nulls / data.size();
    }

    private static Distribution categories(List<String> vocabulary, ColumnData real, ColumnData synthetic) {
        double[] a = shares(vocabulary.size(), real);
        double[] b = shares(vocabulary.size(), synthetic);
        List<Distribution.Category> all = new ArrayList<>();
        for (int code = 0; code < vocabulary.size(); code++) {
            if (a[code] > 0 || b[code] > 0) {
                all.add(new Distribution.Category(vocabulary.get(code), a[code], b[code]));
            }
        }
        all.sort(Comparator.comparingDouble(Distribution.Category::real)
                .thenComparingDouble(Distribution.Category::synthetic)
                .reversed());
        // A single other category is better shown than counted.
        int shown = all.size() <= MOST_CATEGORIES + 1 ? all.size() : MOST_CATEGORIES;
        List<Distribution.Category> others = all.subList(shown, all.size());
        return new Distribution.Categories(
                all.subList(0, shown),
                others.size(),
                others.stream().mapToDouble(Distribution.Category::real).sum(),
                others.stream().mapToDouble(Distribution.Category::synthetic).sum());
    }

    private static double[] shares(int categories, ColumnData data) {
        double[] shares = new double[categories];
        int values = 0;
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                shares[(int) data.number(row)]++;
                values++;
            }
        }
        for (int code = 0; code < categories; code++) {
            shares[code] /= values;
        }
        return shares;
    }
}

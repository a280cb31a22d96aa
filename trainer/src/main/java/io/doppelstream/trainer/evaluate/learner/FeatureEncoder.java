package io.doppelstream.trainer.evaluate.learner;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Columns as features. A categorical column of at most {@value #WIDEST_ONE_HOT} categories is a feature a category, null
 * being one; a wider one is a single feature, the share of the category among the fitted rows. A number is standardised by the
 * fitted rows, null is missing, with a feature that says so.
 */
final class FeatureEncoder {

    /** Most categories of a column that get a feature each. */
    static final int WIDEST_ONE_HOT = 32;

    private final List<Feature> features = new ArrayList<>();
    private int width;

    /** Features of one column, beginning at an index. */
    private sealed interface Feature {
        int column();
    }

    private record OneHot(int column, int first, int categories) implements Feature {}

    private record Frequency(int column, int first, float[] shares) implements Feature {}

    private record Standardised(int column, int first, double mean, double deviation) implements Feature {}

    /**
     * Fits the features.
     *
     * @param table rows that a learner will be trained on
     * @param used whether a column, by its index, is a feature
     */
    FeatureEncoder(Table table, IntPredicate used) {
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            if (column.learned() && used.test(index)) {
                add(index, column, table.column(index));
            }
        }
    }

    private void add(int index, Column column, ColumnData data) {
        if (column.continuous()) {
            features.add(standardised(index, data));
            width += 2;
        } else if (column.vocabulary().size() <= WIDEST_ONE_HOT) {
            features.add(new OneHot(index, width, column.vocabulary().size()));
            width += column.vocabulary().size() + 1;
        } else {
            features.add(
                    new Frequency(index, width, shares(data, column.vocabulary().size())));
            width++;
        }
    }

    private Standardised standardised(int index, ColumnData data) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                sum += data.number(row);
                count++;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                squares += (data.number(row) - mean) * (data.number(row) - mean);
            }
        }
        return new Standardised(index, width, mean, squares > 0 ? Math.sqrt(squares / count) : 1);
    }

    /** Share of each category, null last. */
    private static float[] shares(ColumnData data, int categories) {
        float[] shares = new float[categories + 1];
        for (int row = 0; row < data.size(); row++) {
            shares[category(data, row, categories)] += 1f / data.size();
        }
        return shares;
    }

    private static int category(ColumnData data, int row, int categories) {
        return data.isNull(row) ? categories : (int) data.number(row);
    }

    /** Number of features. */
    int width() {
        return width;
    }

    /** Rows of any table of the fitted one's schema. */
    SparseRows encode(Table table) {
        int rows = table.rows();
        long[] starts = new long[rows + 1];
        int[] indices = new int[rows * features.size()];
        float[] values = new float[indices.length];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (Feature feature : features) {
                ColumnData data = table.column(feature.column());
                if (feature instanceof OneHot oneHot) {
                    indices[at] = oneHot.first + category(data, row, oneHot.categories);
                    values[at++] = 1;
                } else if (feature instanceof Frequency frequency) {
                    indices[at] = frequency.first;
                    values[at++] = frequency.shares[category(data, row, frequency.shares.length - 1)];
                } else if (feature instanceof Standardised standardised) {
                    boolean missing = data.isNull(row);
                    indices[at] = standardised.first + (missing ? 1 : 0);
                    values[at++] =
                            missing ? 1 : (float) ((data.number(row) - standardised.mean) / standardised.deviation);
                }
            }
            starts[row + 1] = at;
        }
        return new SparseRows(starts, Arrays.copyOf(indices, at), Arrays.copyOf(values, at), width);
    }
}

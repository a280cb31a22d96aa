package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows of a table as numbers for a detector: a number of the table as itself, null as the column's median in the fitted rows beside a flag; a
 * category as one feature for each of the vocabulary and for null, in a vocabulary of more than {@value #WIDEST_ONE_HOT} as its share of
 * the fitted rows.
 */
final class DetectorFeatures {

    private static final int WIDEST_ONE_HOT = 50;

    private final int[] learned;
    private final double[] medians;
    private final double[][] shares;

    /** Features after the rows that a detector is fitted to. */
    DetectorFeatures(Table fitted) {
        learned = IntStream.range(0, fitted.schema().size())
                .filter(column -> fitted.schema().column(column).learned())
                .toArray();
        medians = new double[fitted.schema().size()];
        shares = new double[fitted.schema().size()][];
        for (int column : learned) {
            ColumnData data = fitted.column(column);
            if (fitted.schema().column(column).categorical()) {
                shares[column] =
                        shares(data, fitted.schema().column(column).vocabulary().size());
            } else {
                medians[column] = median(data);
            }
        }
    }

    private static double[] shares(ColumnData data, int categories) {
        double[] shares = new double[categories + 1];
        for (int row = 0; row < data.size(); row++) {
            shares[place(data, row)] += 1.0 / data.size();
        }
        return shares;
    }

    /** Null stands before the categories. */
    private static int place(ColumnData data, int row) {
        return data.isNull(row) ? 0 : 1 + (int) data.number(row);
    }

    private static double median(ColumnData data) {
        double[] sorted = IntStream.range(0, data.size())
                .filter(row -> !data.isNull(row))
                .mapToDouble(data::number)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** {@code [row][feature]}, finite. */
    double[][] of(Table table) {
        double[][] rows = new double[table.rows()][width()];
        int at = 0;
        for (int column : learned) {
            ColumnData data = table.column(column);
            for (int row = 0; row < rows.length; row++) {
                write(column, data, row, rows[row], at);
            }
            at += width(column);
        }
        return rows;
    }

    private void write(int column, ColumnData data, int row, double[] features, int at) {
        if (shares[column] == null) {
            features[at] = data.isNull(row) ? medians[column] : data.number(row);
            features[at + 1] = data.isNull(row) ? 1 : 0;
        } else if (width(column) == 1) {
            features[at] = shares[column][place(data, row)];
        } else {
            features[at + place(data, row)] = 1;
        }
    }

    private int width() {
        return Arrays.stream(learned).map(this::width).sum();
    }

    private int width(int column) {
        if (shares[column] == null) {
            return 2;
        }
        return shares[column].length <= WIDEST_ONE_HOT ? shares[column].length : 1;
    }
}

package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.Arrays;

/** Rows as the detectors that are compared with see them: numbers as they are, a null as 0, categories one-hot. */
final class DetectionMatrix {

    private DetectionMatrix() {}

    static double[][] of(Table table) {
        int width = 0;
        for (Column column : table.schema().columns()) {
            width += !column.learned()
                    ? 0
                    : column.categorical() ? column.vocabulary().size() : 1;
        }
        double[][] rows = new double[table.rows()][width];
        int at = 0;
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            if (!column.learned()) {
                continue;
            }
            ColumnData data = table.column(index);
            for (int row = 0; row < rows.length; row++) {
                if (!data.isNull(row)) {
                    int place = column.categorical() ? (int) data.number(row) : 0;
                    rows[row][at + place] = column.categorical() ? 1 : data.number(row);
                }
            }
            at += column.categorical() ? column.vocabulary().size() : 1;
        }
        return rows;
    }

    /** Each column of some rows in deviations from its mean in others; a column that never varies there is as it is. */
    static double[][] standardized(double[][] by, double[][] rows) {
        double[][] result = new double[rows.length][];
        Arrays.setAll(result, row -> rows[row].clone());
        for (int index = 0; index < by[0].length; index++) {
            int column = index;
            double mean =
                    Arrays.stream(by).mapToDouble(row -> row[column]).average().orElse(0);
            double variance = Arrays.stream(by)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElse(0);
            double deviation = variance > 1e-18 ? Math.sqrt(variance) : 1;
            for (double[] row : result) {
                row[column] = (row[column] - mean) / deviation;
            }
        }
        return result;
    }
}

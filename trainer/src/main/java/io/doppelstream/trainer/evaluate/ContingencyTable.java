package io.doppelstream.trainer.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * Joint shares of two discrete columns.
 *
 * @param shares share of the rows for each pair of codes, coded as {@code first * 2^32 + second}
 * @param rows number of rows counted
 */
record ContingencyTable(Map<Long, Double> shares, int rows) {

    static ContingencyTable of(int[] first, int[] second) {
        Map<Long, Double> shares = new TreeMap<>();
        for (int row = 0; row < first.length; row++) {
            shares.merge(((long) first[row] << 32) | (second[row] & 0xFFFFFFFFL), 1.0, Double::sum);
        }
        shares.replaceAll((pair, count) -> count / first.length);
        return new ContingencyTable(shares, first.length);
    }

    /** {@code 1 - half the summed differences of the joint shares}. */
    double similarity(ContingencyTable other) {
        return rows == 0 || other.rows == 0 ? Double.NaN : 1 - ColumnShapes.totalVariation(shares, other.shares);
    }

    /** Cramer's V, {@code sqrt(chi^2 / (n (min(columns, rows) - 1)))}; 0 where one side has a single value. */
    double cramersV() {
        Map<Integer, Double> first = new TreeMap<>();
        Map<Integer, Double> second = new TreeMap<>();
        shares.forEach((pair, share) -> {
            first.merge((int) (pair >> 32), share, Double::sum);
            second.merge(pair.intValue(), share, Double::sum);
        });
        int freedom = Math.min(first.size(), second.size()) - 1;
        if (freedom < 1) {
            return 0;
        }
        // chi^2 / n = sum over all cells of observed^2 / expected, minus 1; empty cells add nothing.
        double sum = 0;
        for (Map.Entry<Long, Double> cell : shares.entrySet()) {
            double expected = first.get((int) (cell.getKey() >> 32))
                    * second.get(cell.getKey().intValue());
            sum += cell.getValue() * cell.getValue() / expected;
        }
        return Math.sqrt(Math.max(0, sum - 1) / freedom);
    }
}

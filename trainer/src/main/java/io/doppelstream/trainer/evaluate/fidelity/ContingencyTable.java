package io.doppelstream.trainer.evaluate.fidelity;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joint shares of two discrete columns, the cells that have rows, in order.
 *
 * @param cells pairs of codes, as {@code first * 2^32 + second}, ascending
 * @param shares share of the rows in each of them
 * @param rows number of rows counted
 */
record ContingencyTable(long[] cells, double[] shares, int rows) {

    /** Cells of a table that is counted in an array; wider ones are sorted. */
    private static final long MOST_COUNTED = 1 << 20;

    /** Counts two columns of codes, of which null is -1. */
    static ContingencyTable of(int[] first, int[] second) {
        long height = width(first);
        long width = width(second);
        return height * width <= MOST_COUNTED
                ? counted(first, second, (int) height, (int) width)
                : sorted(first, second);
    }

    private static long width(int[] codes) {
        int largest = -1;
        for (int code : codes) {
            largest = Math.max(largest, code);
        }
        return largest + 2L;
    }

    private static ContingencyTable counted(int[] first, int[] second, int height, int width) {
        int[] counts = new int[height * width];
        for (int row = 0; row < first.length; row++) {
            counts[(first[row] + 1) * width + second[row] + 1]++;
        }
        int filled = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        long[] cells = new long[filled];
        double[] shares = new double[filled];
        int at = 0;
        // Null, the code -1, comes last within a row, as it does among unsigned numbers.
        for (int a = 0; a < height; a++) {
            for (int b = 1; b <= width; b++) {
                int count = counts[a * width + b % width];
                if (count > 0) {
                    cells[at] = cell(a - 1, b % width - 1);
                    shares[at++] = (double) count / first.length;
                }
            }
        }
        return new ContingencyTable(cells, shares, first.length);
    }

    private static ContingencyTable sorted(int[] first, int[] second) {
        long[] pairs = new long[first.length];
        for (int row = 0; row < pairs.length; row++) {
            pairs[row] = cell(first[row], second[row]);
        }
        Arrays.sort(pairs);
        long[] cells = new long[pairs.length];
        double[] shares = new double[pairs.length];
        int filled = 0;
        for (int from = 0; from < pairs.length; filled++) {
            int to = from;
            while (to < pairs.length && pairs[to] == pairs[from]) {
                to++;
            }
            cells[filled] = pairs[from];
            shares[filled] = (double) (to - from) / pairs.length;
            from = to;
        }
        return new ContingencyTable(Arrays.copyOf(cells, filled), Arrays.copyOf(shares, filled), pairs.length);
    }

    private static long cell(int first, int second) {
        return ((long) first << 32) | (second & 0xFFFFFFFFL);
    }

    /** {@code 1 - half the summed differences of the joint shares}. */
    double similarity(ContingencyTable other) {
        if (rows == 0 || other.rows == 0) {
            return Double.NaN;
        }
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < cells.length || j < other.cells.length) {
            if (j == other.cells.length || (i < cells.length && cells[i] < other.cells[j])) {
                sum += shares[i++];
            } else if (i == cells.length || other.cells[j] < cells[i]) {
                sum += other.shares[j++];
            } else {
                sum += Math.abs(shares[i++] - other.shares[j++]);
            }
        }
        return 1 - sum / 2;
    }

    /** Cramer's V, {@code sqrt(chi^2 / (n (min(columns, rows) - 1)))}; 0 where one side has a single value. */
    double cramersV() {
        Map<Integer, Double> first = new TreeMap<>();
        Map<Integer, Double> second = new TreeMap<>();
        for (int i = 0; i < cells.length; i++) {
            first.merge((int) (cells[i] >> 32), shares[i], Double::sum);
            second.merge((int) cells[i], shares[i], Double::sum);
        }
        int freedom = Math.min(first.size(), second.size()) - 1;
        if (freedom < 1) {
            return 0;
        }
        // chi^2 / n = sum over all cells of observed^2 / expected, minus 1; empty cells add nothing.
        double sum = 0;
        for (int i = 0; i < cells.length; i++) {
            double expected = first.get((int) (cells[i] >> 32)) * second.get((int) cells[i]);
            sum += shares[i] * shares[i] / expected;
        }
        return Math.sqrt(Math.max(0, sum - 1) / freedom);
    }
}

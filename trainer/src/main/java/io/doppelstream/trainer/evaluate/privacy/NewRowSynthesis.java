package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * NewRowSynthesis: the share of synthetic rows that match no real row. Numbers match within 1 % of the synthetic value,
 * {@code |r - s| <= 0.01 |s|}; categories and nulls match when they are equal.
 *
 * <p>Real rows are grouped by categories and nulls, and sorted by one number within a group, so that a row is compared with
 * few.
 */
final class NewRowSynthesis {

    private static final double TOLERANCE = 0.01;
    /** Rows that tell which column has the most distinct values. */
    private static final int PROFILED_ROWS = 10_000;

    private final ColumnData[] real;
    private final int[] categorical;
    private final int[] continuous;
    /** The continuous column that rows of a group are sorted by; -1 if there is none. */
    private final int sorting;
    /** Real rows, by group and then by the sorting column. */
    private final int[] order;

    private final long[] groups;

    private NewRowSynthesis(Table table) {
        real = table.columns().toArray(ColumnData[]::new);
        categorical = indices(table, false);
        continuous = indices(table, true);
        sorting = Arrays.stream(continuous)
                .boxed()
                .max(Comparator.comparingLong(index -> distinct(real[index])))
                .orElse(-1);
        long[] hashes = groups(real);
        order = IntStream.range(0, table.rows())
                .boxed()
                .sorted((a, b) -> hashes[a] != hashes[b] ? Long.compare(hashes[a], hashes[b]) : compareSorting(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
        groups = Arrays.stream(order).mapToLong(row -> hashes[row]).toArray();
    }

    /** The share, in [0, 1], higher is better; NaN without synthetic rows. */
    static double of(Table real, Table synthetic) {
        NewRowSynthesis metric = new NewRowSynthesis(real);
        ColumnData[] columns = synthetic.columns().toArray(ColumnData[]::new);
        long[] groups = metric.groups(columns);
        return IntStream.range(0, synthetic.rows())
                .map(row -> metric.matches(columns, row, groups[row]) ? 0 : 1)
                .average()
                .orElse(Double.NaN);
    }

    private static int[] indices(Table table, boolean continuous) {
        return IntStream.range(0, table.schema().size())
                .filter(index -> table.schema().column(index).learned()
                        && table.schema().column(index).continuous() == continuous)
                .toArray();
    }

    private static long distinct(ColumnData column) {
        return IntStream.range(0, Math.min(column.size(), PROFILED_ROWS))
                .mapToDouble(column::number)
                .distinct()
                .count();
    }

    private int compareSorting(int a, int b) {
        return sorting < 0 ? 0 : Double.compare(real[sorting].number(a), real[sorting].number(b));
    }

    /** Hash of the categories and of where nulls are. */
    private long[] groups(ColumnData[] columns) {
        ColumnData[] discrete = columns.clone();
        for (int index : continuous) {
            ColumnData column = columns[index];
            discrete[index] = new ColumnData.Codes(IntStream.range(0, column.size())
                    .map(row -> column.isNull(row) ? 0 : 1)
                    .toArray());
        }
        return RowHashes.of(
                discrete,
                IntStream.concat(Arrays.stream(categorical), Arrays.stream(continuous))
                        .toArray());
    }

    private boolean matches(ColumnData[] synthetic, int row, long group) {
        double value = sorting < 0 ? Double.NaN : synthetic[sorting].number(row);
        double least = value - Math.abs(TOLERANCE * value);
        for (int at = first(group, least); at < order.length && groups[at] == group; at++) {
            if (!Double.isNaN(value) && beyond(order[at], value)) {
                return false;
            }
            if (allMatch(synthetic, row, order[at])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a real row's sorting value is above all that match: no later one does. */
    private boolean beyond(int realRow, double value) {
        double number = real[sorting].number(realRow);
        return number > value && number - value > Math.abs(TOLERANCE * value);
    }

    /** First place of a group whose sorting value is not clearly below the least that matches. */
    private int first(long group, double least) {
        int low = 0;
        int high = order.length;
        double margin = Math.abs(least) * 1e-9;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = groups[middle] != group
                    ? groups[middle] < group
                    : !Double.isNaN(least) && real[sorting].number(order[middle]) < least - margin;
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean allMatch(ColumnData[] synthetic, int row, int realRow) {
        for (int index : continuous) {
            double s = synthetic[index].number(row);
            // Nulls are equal within a group.
            if (Math.abs(real[index].number(realRow) - s) > Math.abs(TOLERANCE * s)) {
                return false;
            }
        }
        return true;
    }
}

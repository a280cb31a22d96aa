package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows that know nothing of the data but each column's range, categories and share of nulls: every value is drawn
 * uniformly, every column by itself. The baseline of {@code DCRBaselineProtection}.
 */
final class UniformRows {

    private UniformRows() {}

    /** So many rows. */
    static Table like(Table table, int rows, long seed) {
        Random random = new Random(seed);
        List<ColumnData> columns = new ArrayList<>();
        for (ColumnData column : table.columns()) {
            columns.add(draw(column, rows, random));
        }
        return new Table(table.schema(), columns);
    }

    private static ColumnData draw(ColumnData column, int rows, Random random) {
        if (column instanceof ColumnData.Unlearned) {
            return new ColumnData.Unlearned(rows);
        }
        double[] present = IntStream.range(0, column.size())
                .filter(row -> !column.isNull(row))
                .mapToDouble(column::number)
                .sorted()
                .toArray();
        double nulls = column.size() == 0 ? 1 : 1 - (double) present.length / column.size();
        double low = present.length == 0 ? 0 : present[0];
        double high = present.length == 0 ? 0 : present[present.length - 1];
        if (column instanceof ColumnData.Codes) {
            int[] categories = Arrays.stream(present)
                    .mapToInt(code -> (int) code)
                    .distinct()
                    .toArray();
            return new ColumnData.Codes(IntStream.range(0, rows)
                    .map(row -> random.nextDouble() < nulls
                            ? ColumnData.NULL_CODE
                            : categories[random.nextInt(categories.length)])
                    .toArray());
        } else if (column instanceof ColumnData.Longs) {
            return new ColumnData.Longs(IntStream.range(0, rows)
                    .mapToLong(row -> random.nextDouble() < nulls
                            ? ColumnData.NULL_LONG
                            : (long) (low + Math.floor(random.nextDouble() * (high - low + 1))))
                    .toArray());
        }
        return new ColumnData.Doubles(IntStream.range(0, rows)
                .mapToDouble(row -> random.nextDouble() < nulls ? Double.NaN : low + random.nextDouble() * (high - low))
                .toArray());
    }
}

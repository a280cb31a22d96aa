package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A 64-bit hash of each row, over the values of some columns, so that equal rows are found in memory of 8 bytes a row.
 * Two different rows of a million have the same hash with a probability of about 5e-8.
 */
public final class RowHashes {

    private RowHashes() {}

    /** Hashes over the columns that are learned. */
    public static long[] of(Table table) {
        int[] learned = IntStream.range(0, table.schema().size())
                .filter(index -> table.schema().column(index).learned())
                .toArray();
        return of(table.columns().stream().toArray(ColumnData[]::new), learned);
    }

    /** Hashes over the columns of these indices. */
    static long[] of(ColumnData[] columns, int[] indices) {
        long[] hashes = new long[columns.length == 0 ? 0 : columns[0].size()];
        for (int index : indices) {
            for (int row = 0; row < hashes.length; row++) {
                // + 0.0 makes -0.0 and 0.0 one value, as they are everywhere else.
                long value = Double.doubleToLongBits(columns[index].number(row) + 0.0);
                hashes[row] = mix(hashes[row] ^ mix(value + 0x9E3779B97F4A7C15L * (index + 1)));
            }
        }
        return hashes;
    }

    /** Share of the rows that are among others; NaN without rows. */
    static double shareIn(long[] rows, long[] others) {
        long[] sorted = others.clone();
        Arrays.sort(sorted);
        return Arrays.stream(rows)
                .mapToInt(row -> Arrays.binarySearch(sorted, row) >= 0 ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}

package io.doppelstream.trainer.evaluate.score;

import io.doppelstream.model.data.Table;
import java.util.Random;

/** Rows drawn without replacement where there are more than a metric can look at. */
public final class RowSample {

    private RowSample() {}

    /** The table itself if it has no more rows than allowed, else that many of its rows, in random order. */
    public static Table atMost(int rows, Table table, long seed) {
        return table.rows() <= rows ? table : of(rows, table, seed);
    }

    /** So many rows of a table, in random order. */
    public static Table of(int rows, Table table, long seed) {
        return table.select(indices(rows, table.rows(), seed));
    }

    /** Distinct indices below a bound, in random order; the same seed gives the same ones. */
    static int[] indices(int count, int bound, long seed) {
        int[] order = new int[bound];
        for (int i = 0; i < bound; i++) {
            order[i] = i;
        }
        Random random = new Random(seed);
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(bound - i);
            chosen[i] = order[j];
            order[j] = order[i];
        }
        return chosen;
    }
}

package io.doppelstream.trainer.validate;

import io.doppelstream.model.data.Table;

/**
 * Rows that the model is measured against on the way.
 *
 * @param training rows that are trained on
 * @param reference rows that the model is compared with, at most {@value #MOST_ROWS}
 * @param rows number of rows set aside; 0 where the reference is a part of the training rows
 */
public record ValidationSlice(Table training, Table reference, int rows) {

    private static final int MOST_ROWS = 2000;
    private static final double LARGEST_SHARE = 0.05;
    /** A table with fewer rows needs them all for training. */
    private static final int FEWEST_ROWS = 5000;
    /** Told apart from the seed of the hold-out's split. */
    private static final long SEED_OFFSET = 0x2545F4914F6CDD1DL;

    /**
     * Sets a twentieth of the rows aside, but no more than {@value #MOST_ROWS}. Of a table with fewer than
     * {@value #FEWEST_ROWS} rows none is: the model is then compared with training rows themselves, which is enough to
     * see whether it still improves but says nothing of memorizing.
     *
     * @param table rows to train on, without the hold-out
     * @param seed the same seed gives the same slice
     */
    public static ValidationSlice of(Table table, long seed) {
        boolean small = table.rows() < FEWEST_ROWS;
        double share = small ? Math.min(1, (double) MOST_ROWS / table.rows()) : share(table.rows());
        Table.Split split = table.split(share, seed + SEED_OFFSET);
        return small
                ? new ValidationSlice(table, split.second(), 0)
                : new ValidationSlice(
                        split.first(), split.second(), split.second().rows());
    }

    private static double share(int rows) {
        return Math.min(LARGEST_SHARE, (double) MOST_ROWS / rows);
    }
}

package io.doppelstream.trainer.stream;

/**
 * How a large table is trained on.
 *
 * @param windowRows rows that are held in memory at a time; a table with no more rows is not streamed
 * @param holdoutRows rows that are set aside for the figures, at most
 * @param referenceRows rows that are set aside for the evaluations on the way
 * @param blocks parts of the window, which are replaced one at a time
 */
public record StreamConfig(int windowRows, int holdoutRows, int referenceRows, int blocks) {

    /** With fewer rows in memory codecs would be guesswork. */
    public static final int FEWEST_ROWS = 5_000;

    public StreamConfig {
        if (blocks < 2 || windowRows < blocks || holdoutRows < 0 || referenceRows < 1) {
            throw new IllegalArgumentException("expected at least 2 blocks and as many rows in the window, found "
                    + blocks + " and " + windowRows);
        }
    }

    public static StreamConfig defaults() {
        return new StreamConfig(1_000_000, 100_000, 4_000, 16);
    }

    public StreamConfig withWindowRows(int replacement) {
        return new StreamConfig(replacement, holdoutRows, referenceRows, blocks);
    }

    /** Whether a table has more rows to train on than the window. */
    public boolean streams(long rows, double holdoutShare) {
        return rows - holdout(rows, holdoutShare) - referenceRows > windowRows;
    }

    int holdout(long rows, double share) {
        return (int) Math.min(holdoutRows, Math.round(rows * share));
    }

    /** Rows that are replaced at a time. */
    int blockRows() {
        return windowRows / blocks;
    }
}

package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows and which of them are of the rare class.
 *
 * @param positive whether each row is
 */
public record LabelledRows(Table rows, boolean[] positive) {

    public LabelledRows {
        if (rows.rows() != positive.length) {
            throw new IllegalArgumentException(
                    "Expected a label for each of " + rows.rows() + " rows, found " + positive.length);
        }
    }

    /** Number of rows. */
    public int size() {
        return positive.length;
    }

    /** Number of rows of the rare class. */
    public int positives() {
        return indices(true).length;
    }

    /** Share of the rare class, in [0, 1]. */
    public double prevalence() {
        return (double) positives() / size();
    }

    /** Indices of the rows of one class. */
    int[] indices(boolean wanted) {
        return IntStream.range(0, positive.length)
                .filter(row -> positive[row] == wanted)
                .toArray();
    }

    /** The rows at these indices, in their order. */
    public LabelledRows select(int[] indices) {
        boolean[] labels = new boolean[indices.length];
        for (int at = 0; at < indices.length; at++) {
            labels[at] = positive[indices[at]];
        }
        return new LabelledRows(rows.select(indices), labels);
    }

    /** The rows of the rare class. */
    public Table rare() {
        return rows.select(indices(true));
    }

    /** Rows of the rare class that bring about a share of it; 0 where there are enough. */
    int missing(double share) {
        return (int) Math.max(0, Math.ceil((share * size() - positives()) / (1 - share)));
    }

    /**
     * The rows with those of the rare class repeated, in turns, until they have a share.
     *
     * @param share in [0, 1)
     */
    public Table repeated(double share) {
        int[] rare = indices(true);
        int missing = missing(share);
        return rows.select(IntStream.concat(
                        IntStream.range(0, size()), IntStream.range(0, missing).map(at -> rare[at % rare.length]))
                .toArray());
    }

    /** These rows and rows of the rare class behind them. */
    LabelledRows with(Table rare) {
        boolean[] labels = Arrays.copyOf(positive, positive.length + rare.rows());
        Arrays.fill(labels, positive.length, labels.length, true);
        return new LabelledRows(rows.followedBy(rare), labels);
    }
}

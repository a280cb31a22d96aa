package io.doppelstream.trainer.stream;

import io.doppelstream.model.codec.VocabularyOrder;
import io.doppelstream.model.data.ShuffledRows;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.TableSchema;

/**
 * A table that is trained on in parts. Of its shuffled rows the first are the hold-out, the next the reference of the
 * evaluations on the way, and all others are trained on, the first of them as the initial window: so each of these is a
 * uniform sample, and no row is in two of them.
 */
public final class StreamedTable {

    private final ShuffledRows shuffled;
    private final StreamConfig config;
    private final VocabularyOrder order;
    private final Table holdout;
    private final Table reference;
    private final Table window;
    private final long first;
    private final String fingerprint;

    private StreamedTable(ShuffledRows shuffled, StreamConfig config, int holdoutRows) throws UnusableDataException {
        this.shuffled = shuffled;
        this.config = config;
        first = (long) holdoutRows + config.referenceRows();
        if (shuffled.rows() - first < config.windowRows()) {
            throw new IllegalArgumentException("expected at least " + config.windowRows() + " rows to train on, found "
                    + (shuffled.rows() - first) + " of " + shuffled.rows());
        }
        Table unordered = shuffled.read(first, config.windowRows());
        order = VocabularyOrder.of(unordered);
        window = order.apply(unordered);
        holdout = order.apply(shuffled.read(0, holdoutRows));
        reference = order.apply(shuffled.read(holdoutRows, config.referenceRows()));
        fingerprint = shuffled.fingerprint();
    }

    /**
     * Reads the samples.
     *
     * @param holdoutShare share of the rows that is set aside, up to {@link StreamConfig#holdoutRows}
     */
    public static StreamedTable of(ShuffledRows shuffled, double holdoutShare, StreamConfig config)
            throws UnusableDataException {
        return new StreamedTable(shuffled, config, config.holdout(shuffled.rows(), holdoutShare));
    }

    /** Rows for the figures, never trained on. */
    public Table holdout() {
        return holdout;
    }

    /** Rows for the evaluations on the way, never trained on. */
    public Table reference() {
        return reference;
    }

    /** The first rows that are trained on; codecs are fitted to them. */
    public Table window() {
        return window;
    }

    public TableSchema schema() {
        return window.schema();
    }

    /** Number of rows that are trained on. */
    public long rows() {
        return shuffled.rows() - first;
    }

    /** Of all rows, those set aside included. */
    public String fingerprint() {
        return fingerprint;
    }

    StreamConfig config() {
        return config;
    }

    /**
     * Rows that are trained on.
     *
     * @param place of the first of them, from 0
     */
    Table read(long place, int count) {
        if (place + count <= window.rows()) {
            int[] rows = new int[count];
            for (int row = 0; row < count; row++) {
                rows[row] = (int) place + row;
            }
            return window.select(rows);
        }
        try {
            return order.apply(shuffled.read(first + place, count));
        } catch (UnusableDataException e) {
            throw new IllegalStateException("expected to read the training rows again, found: " + e.getMessage(), e);
        }
    }
}

package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.graph.ResidentTable;
import org.tensorflow.Session;

/**
 * A training table as networks see it.
 *
 * @param codec of its columns
 * @param conditions codes of the columns that can be conditioned
 * @param rows number of rows
 * @param encoded {@code float[rows * layout.width()]}, as {@link TableCodec#encode} gives it
 * @param batchRows rows in a batch, B
 */
public record TabularData(TableCodec codec, ConditionLayout conditions, int rows, float[] encoded, int batchRows) {

    private static final int BLOCK_ROWS = 8192;

    public TabularData {
        if (codec.layout().width() == 0) {
            throw new IllegalArgumentException("expected at least one column to learn, found none");
        }
        if (rows < 1
                || batchRows < 1
                || encoded.length != (long) rows * codec.layout().width()) {
            throw new IllegalArgumentException(
                    "expected rows of width " + codec.layout().width()
                            + " and batches of at least one row, found " + encoded.length + " values for " + rows
                            + " rows and batches of " + batchRows);
        }
    }

    /** Fits codecs to a table and encodes it; a function of table, settings and seed. */
    public static TabularData of(Table table, GanConfig config, long seed) {
        TableCodec codec = config.codecs().fit(table);
        return new TabularData(
                codec,
                ConditionLayout.of(codec, table),
                table.rows(),
                codec.encode(table, seed),
                config.batchRows(table.rows()));
    }

    /** The same rows, decoded in another way. */
    public TabularData withCodec(TableCodec replacement) {
        return new TabularData(replacement, conditions, rows, encoded, batchRows);
    }

    public EncodedLayout layout() {
        return codec.layout();
    }

    /** Copies the encoded rows into TensorFlow's memory. */
    public void load(ResidentTable table, Session session) {
        int width = layout().width();
        for (int first = 0; first < rows; first += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows - first);
            float[] block = new float[count * width];
            System.arraycopy(encoded, first * width, block, 0, block.length);
            table.load(session, first, block);
        }
    }
}

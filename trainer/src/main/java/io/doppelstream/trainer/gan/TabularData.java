package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.CodedRows;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;

/**
 * A training table as networks see it. It is held as codes, at most 6 bytes for each column of a row; encoded rows, of
 * 4 * D bytes each, exist only in batches.
 *
 * @param codec of its columns
 * @param conditions codes of the columns that can be conditioned
 * @param coded its rows
 * @param batchRows rows in a batch, B
 */
public record TabularData(TableCodec codec, ConditionLayout conditions, CodedRows coded, int batchRows) {

    public TabularData {
        if (codec.layout().width() == 0) {
            throw new IllegalArgumentException("expected at least one column to learn, found none");
        }
        if (coded.rows() < 1 || batchRows < 1) {
            throw new IllegalArgumentException("expected at least one row and batches of at least one row, found "
                    + coded.rows() + " rows and batches of " + batchRows);
        }
    }

    /** Fits codecs to a table and codes its rows; a function of table, settings and seed. */
    public static TabularData of(Table table, GanConfig config, long seed) {
        return of(table, config, config.codecs(), seed);
    }

    /** The same with other codecs than those that the kind asks for. */
    public static TabularData of(Table table, GanConfig config, CodecFitter codecs, long seed) {
        TableCodec codec = codecs.fit(table);
        return new TabularData(
                codec, ConditionLayout.of(codec, table), codec.code(table, seed), config.batchRows(table.rows()));
    }

    /** The same rows, decoded in another way. */
    public TabularData withCodec(TableCodec replacement) {
        return new TabularData(replacement, conditions, coded, batchRows);
    }

    /** Other rows of the same table. */
    public TabularData withRows(CodedRows replacement) {
        return new TabularData(codec, conditions, replacement, batchRows);
    }

    /** Number of rows. */
    public int rows() {
        return coded.rows();
    }

    public EncodedLayout layout() {
        return codec.layout();
    }
}

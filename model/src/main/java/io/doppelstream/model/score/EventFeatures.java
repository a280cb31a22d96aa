package io.doppelstream.model.score;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns an event into the floats that the {@code score} signature reads. Made from schema and codecs alone, and without randomness,
 * so that trainer and service compute the same floats from the same event.
 *
 * <p>The codecs encode what a generator may write: their scalars end where the training data ends, values in between become the nearest
 * known one, and columns that follow from others have no code. A row of features therefore has two parts. First the code as
 * {@link TableCodec#encode} lays it out, ties at their middle, what has no code being zeros: this is what a critic was trained on. Then a block for
 * each learned column ({@link FeatureBlock}) that hides nothing: a number's one or two scalars that do not end, or a category
 * one-hot; whether it is null, where the training data has nulls; and whether it is {@code unseen}: a category out of the vocabulary, or a null where
 * the training data has none.
 */
public final class EventFeatures {

    /** Stands for a category that the vocabulary lacks. */
    public static final double UNSEEN = -1;

    /** A vocabulary with more entries is taken for numbers: its codes lie in an order in which neighbours resemble each other. */
    private static final int WIDEST_ONE_HOT = 256;

    /** Ties at their middle: {@code nextDouble()} is always one half. */
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    /** @param scale of its numbers; null: its values are one-hot */
    private record Feature(
            FeatureBlock block, Column column, ColumnCodec codec, EncodedLayout.Slot slot, NumberScale scale) {}

    private final List<Feature> features = new ArrayList<>();
    private final int codeWidth;
    private final int width;

    private EventFeatures(TableSchema schema, TableCodec codec) {
        codeWidth = codec.layout().width();
        int at = codeWidth;
        for (int index = 0; index < schema.size(); index++) {
            if (schema.column(index).learned()) {
                Feature feature = feature(schema.column(index), index, codec, at);
                features.add(feature);
                at += feature.block().width();
            }
        }
        width = at;
    }

    private static Feature feature(Column column, int index, TableCodec codec, int at) {
        if (column.image()) {
            throw new IllegalArgumentException(
                    "Expected a table of numbers and categories, found images in column '" + column.name() + "'");
        }
        boolean numeric = !column.categorical() || column.vocabulary().size() > WIDEST_ONE_HOT;
        NumberScale scale = numeric ? NumberScale.of(codec.codec(index)) : null;
        int values = numeric ? scale.width() : column.vocabulary().size();
        int flags = column.nullable() ? 2 : 1;
        return new Feature(
                new FeatureBlock(index, at, values + flags, numeric, flags),
                column,
                codec.codec(index),
                codec.layout().slots().get(index),
                scale);
    }

    /**
     * Features of the events of a table.
     *
     * @throws IllegalArgumentException if the table has images
     */
    public static EventFeatures of(TableSchema schema, TableCodec codec) {
        return new EventFeatures(schema, codec);
    }

    /** Number of floats of an event, D. */
    public int width() {
        return width;
    }

    /** Number of floats at the beginning of a row that are the codecs' own code. */
    public int codeWidth() {
        return codeWidth;
    }

    /** Places of the learned columns, in the order of the schema. */
    public List<FeatureBlock> blocks() {
        return features.stream().map(Feature::block).toList();
    }

    /** Scale of the numbers of a block, the first of whose features is {@link NumberScale#distance}; empty: it has categories. */
    public Optional<NumberScale> scale(FeatureBlock block) {
        return features.stream()
                .filter(feature -> feature.block().equals(block))
                .findFirst()
                .map(Feature::scale);
    }

    /**
     * Encodes an event.
     *
     * @param values one a column of the schema: numbers in final units, a category as its index in the vocabulary or {@link #UNSEEN},
     *     null as NaN; those of columns that are not learned are not read
     * @param rows {@code float[n * width()]}, 0 where the event is written
     * @param position index of the event in it
     * @throws IllegalArgumentException if a category is neither {@link #UNSEEN} nor an index of the vocabulary
     */
    public void encode(double[] values, float[] rows, int position) {
        int row = position * width;
        for (Feature feature : features) {
            write(feature, values[feature.block().column()], rows, row);
        }
    }

    private static void write(Feature feature, double value, float[] rows, int row) {
        FeatureBlock block = feature.block();
        if (unseen(feature, value)) {
            rows[row + block.unseen()] = 1;
            return;
        }
        writeCode(feature, value, rows, row);
        if (Double.isNaN(value)) {
            rows[row + block.unseen() - 1] = 1;
        } else if (block.numeric()) {
            feature.scale().write(value, rows, row + block.from());
        } else {
            rows[row + block.from() + (int) value] = 1;
        }
    }

    private static boolean unseen(Feature feature, double value) {
        if (Double.isNaN(value)) {
            return !feature.column().nullable();
        }
        if (!feature.column().categorical() || value == UNSEEN) {
            return feature.column().categorical();
        }
        int size = feature.column().vocabulary().size();
        if (!(value >= 0 && value < size) || value != (int) value) {
            throw new IllegalArgumentException("Expected a category index from 0 to " + (size - 1) + " or " + UNSEEN
                    + " in column '" + feature.column().name() + "', found " + value);
        }
        return false;
    }

    private static void writeCode(Feature feature, double value, float[] rows, int row) {
        EncodedLayout.Slot slot = feature.slot();
        double known =
                feature.codec() instanceof QuantileCodec quantile && quantile.rest() == null && !Double.isNaN(value)
                        ? quantile.nearestSpike(value)
                        : value;
        int category = slot.hasScalar() || slot.hasGroup() ? feature.codec().category(known, MIDDLE) : 0;
        if (slot.hasScalar()) {
            rows[row + slot.scalar()] = (float) feature.codec().scalar(known, category, MIDDLE);
        }
        if (slot.hasGroup()) {
            rows[row + slot.group() + category] = 1;
        }
    }

    /**
     * Encodes a table of this schema.
     *
     * @return {@code float[rows * width()]}, row after row
     */
    public float[] encode(Table table) {
        float[] rows = new float[Math.multiplyExact(table.rows(), width)];
        double[] values = new double[table.columns().size()];
        for (int row = 0; row < table.rows(); row++) {
            for (Feature feature : features) {
                int column = feature.block().column();
                values[column] = table.column(column).number(row);
            }
            encode(values, rows, row);
        }
        return rows;
    }
}

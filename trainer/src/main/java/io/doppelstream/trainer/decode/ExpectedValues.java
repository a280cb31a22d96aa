package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.Grid;
import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
import io.doppelstream.model.score.NumberScale;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Features of events ({@link EventFeatures}) back in final units: the most likely category, the number at the distance from the
 * middle, null where it is more likely than not.
 *
 * @param schema of the table
 * @param codec of its columns
 * @param features of the events
 */
public record ExpectedValues(TableSchema schema, TableCodec codec, EventFeatures features) {

    /**
     * Draws the values.
     *
     * @param blocks float32[rows, F], not standardized
     * @return by {@link Scoring#expected}, in the types of the {@code generate} signature, [rows]
     */
    public Map<String, Operand<?>> decode(Ops tf, Operand<TFloat32> blocks) {
        Map<String, Operand<?>> values = new LinkedHashMap<>();
        List<Manifest.Output> outputs = new RowDecoder(schema, codec).outputs();
        for (int index = 0; index < outputs.size(); index++) {
            FeatureBlock block = features.blocks().get(index);
            Operand<TFloat64> value = features.scale(block)
                    .map(scale -> number(tf, block, scale, blocks))
                    .orElseGet(() -> category(tf, block, blocks));
            values.put(
                    Scoring.expected(block.column()),
                    new FinalUnits(tf).of(value, outputs.get(index).type()));
        }
        return values;
    }

    private Operand<TFloat32> part(Ops tf, Operand<TFloat32> blocks, int from, int width) {
        return new TensorMath(tf).columns(blocks, from - features.codeWidth(), width);
    }

    private Operand<TFloat64> category(Ops tf, FeatureBlock block, Operand<TFloat32> blocks) {
        Operand<TInt32> likeliest =
                tf.math.argMax(part(tf, blocks, block.from(), block.width() - 1), tf.constant(1), TInt32.class);
        Operand<TFloat64> index = tf.dtypes.cast(likeliest, TFloat64.class);
        return tf.select(tf.math.equal(likeliest, tf.constant(block.values())), nulls(tf, index), index);
    }

    private Operand<TFloat64> number(Ops tf, FeatureBlock block, NumberScale scale, Operand<TFloat32> blocks) {
        Operand<TFloat64> distance = scalar(tf, blocks, block.from());
        Operand<TFloat64> size = tf.math.abs(distance);
        Operand<TFloat64> linear = tf.constant(NumberScale.LINEAR);
        Operand<TFloat64> beyond = tf.math.add(linear, tf.math.expm1(tf.math.sub(size, linear)));
        Operand<TFloat64> spreads =
                tf.math.mul(tf.math.sign(distance), tf.select(tf.math.greater(size, linear), beyond, size));
        Operand<TFloat64> value =
                tf.math.add(tf.constant(scale.middle()), tf.math.mul(tf.constant(scale.spread()), spreads));
        Operand<TFloat64> known = known(tf, block.column(), value);
        if (block.flags() == 1) {
            return known;
        }
        Operand<TFloat64> missing = scalar(tf, blocks, block.unseen() - 1);
        return tf.select(tf.math.greater(missing, tf.constant(0.5)), nulls(tf, known), known);
    }

    /** On the lattice of the column and within its range, where the codec knows them. */
    private Operand<TFloat64> known(Ops tf, int column, Operand<TFloat64> value) {
        ColumnCodec found = codec.codec(column);
        if (found instanceof QuantileCodec quantile) {
            return tf.clipByValue(
                    GridRounding.round(tf, quantile.grid(), value),
                    tf.constant(quantile.min()),
                    tf.constant(quantile.max()));
        }
        Grid grid = found instanceof MixtureCodec mixture ? mixture.grid() : Grid.NONE;
        return GridRounding.round(tf, grid, value);
    }

    private Operand<TFloat64> scalar(Ops tf, Operand<TFloat32> blocks, int at) {
        Operand<TFloat32> column = tf.reshape(part(tf, blocks, at, 1), tf.constant(new int[] {-1}));
        return tf.dtypes.cast(column, TFloat64.class);
    }

    private static Operand<TFloat64> nulls(Ops tf, Operand<TFloat64> like) {
        return tf.math.mul(tf.onesLike(like), tf.constant(Double.NaN));
    }
}

package io.doppelstream.trainer.export;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.classify.TrainedTarget;
import io.doppelstream.trainer.decode.Bounds;
import io.doppelstream.trainer.decode.RowDecoder;
import io.doppelstream.trainer.gan.OutputForcing;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Pass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The {@code generate} signature of a tabular model. Inputs: {@code seed} int64[2], {@code condition} float32[rows, C],
 * {@code mask} float32[rows or 1, L], {@code interval} float32[rows or 1, S, 2]; outputs: a column each, in final units.
 * Row k is a function of weights, seed, k and its condition, whatever the number of rows.
 *
 * @param schema of the table
 * @param codec of its columns
 * @param conditionLayout layout of the condition vector
 */
public record GenerateSignature(TableSchema schema, TableCodec codec, ConditionLayout conditionLayout) {

    public static final String SEED = "seed";
    public static final String CONDITION = "condition";
    public static final String MASK = "mask";
    public static final String INTERVAL = "interval";

    /** What the manifest says of it. */
    public Manifest.Signature description() {
        EncodedLayout layout = codec.layout();
        return new Manifest.Signature(
                conditionLayout.width(), layout.logits(), layout.scalars(), new RowDecoder(schema, codec).outputs());
    }

    /**
     * Draws a generator under the given weights, from inputs to columns.
     *
     * @param target what draws the target once all other columns are drawn; empty: the generator does
     */
    public ServingSignature draw(Ops tf, Weights weights, RowGenerator generator, Optional<TrainedTarget> target) {
        EncodedLayout layout = codec.layout();
        Placeholder<TInt64> seed =
                tf.withName("generate_seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TFloat32> condition = floats(tf, CONDITION, Shape.of(-1, conditionLayout.width()));
        Placeholder<TFloat32> mask = floats(tf, MASK, Shape.of(-1, layout.logits()));
        Placeholder<TFloat32> interval = floats(tf, INTERVAL, Shape.of(-1, layout.scalars(), 2));
        Seeds seeds = Seeds.ofRequest(seed);
        RowBlocks blocks = new RowBlocks(tf, condition);
        Operand<TFloat32> conditions = blocks.filled(condition);
        Operand<TFloat32> allowed = blocks.filledUnlessShared(mask);
        Operand<TFloat32> ends = blocks.filledUnlessShared(interval);
        Operand<TInt32> rows = new TensorMath(tf).rowCount(conditions);
        Operand<TFloat32> raw = generator.raw(Pass.inference(tf, weights, seeds), rows, conditions);
        OutputForcing output = new OutputForcing(layout);
        Operand<TFloat32> scalars = layout.scalars() == 0 ? raw : output.scalars(tf, raw, ends);
        Optional<Operand<TInt32>> drawn = layout.groups() == 0
                ? Optional.empty()
                : Optional.of(output.categories(tf, seeds, raw, allowed, generator.floors(layout)));
        Optional<Operand<TInt32>> categories =
                drawn.map(all -> target.map(last -> last.redraw(tf, seeds, scalars, all, allowed))
                        .orElse(all));
        Map<String, Operand<?>> inputs = new LinkedHashMap<>();
        inputs.put(SEED, seed);
        inputs.put(CONDITION, condition);
        inputs.put(MASK, mask);
        inputs.put(INTERVAL, interval);
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        new RowDecoder(schema, codec)
                .decode(tf, scalars, categories, Optional.of(new Bounds(layout, allowed, ends)))
                .forEach((name, value) -> outputs.put(name, blocks.cut(value)));
        return new ServingSignature(Manifest.Signature.GENERATE, inputs, outputs);
    }

    private static Placeholder<TFloat32> floats(Ops tf, String name, Shape shape) {
        return tf.withName("generate_" + name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}

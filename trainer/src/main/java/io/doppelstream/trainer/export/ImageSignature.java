package io.doppelstream.trainer.export;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.gan.ImageSpace;
import io.doppelstream.trainer.gan.OutputForcing;
import io.doppelstream.trainer.gan.SampleGenerator;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The {@code generate} signature of an image model: the inputs of a table's ({@link GenerateSignature}; there are no scalars,
 * S = 0), {@code truncation}, a float32 scalar, and {@code latent}, float32[rows or 1, latent], drawn where it is not a number; outputs {@code image} uint8[rows, H, W, channels] and, where there are
 * classes, {@code label} int32[rows]. A label is drawn by the classes' frequencies, what the mask forbids has no chance. Row k is
 * a function of weights, seed, truncation, k and its label, whatever the number of rows.
 *
 * @param schema of the images as a table
 * @param codec of its columns
 * @param conditions codes of the classes
 */
public record ImageSignature(TableSchema schema, TableCodec codec, ConditionLayout conditions) {

    private static final String IMAGE = "image";
    private static final String LABEL = "label";

    /** Logarithm of a frequency of 0. */
    private static final float NEVER = -30;

    /**
     * What the manifest says of it.
     *
     * @param latent width of the generator's noise
     */
    public Manifest.Signature description(int latent) {
        List<Manifest.Output> outputs = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            outputs.add(
                    schema.column(column).image()
                            ? new Manifest.Output(IMAGE, column, "uint8")
                            : new Manifest.Output(LABEL, column, "int32"));
        }
        return new Manifest.Signature(
                conditions.width(),
                codec.layout().logits(),
                codec.layout().scalars(),
                outputs,
                List.of(
                        new Manifest.Input(Manifest.Signature.TRUNCATION, 0),
                        new Manifest.Input(Manifest.Signature.LATENT, latent)));
    }

    /** Draws a generator under the given weights, from inputs to images and labels. */
    public ServingSignature draw(Ops tf, Weights weights, SampleGenerator generator) {
        EncodedLayout layout = codec.layout();
        Placeholder<TInt64> seed =
                tf.withName("generate_seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TFloat32> condition = floats(tf, GenerateSignature.CONDITION, Shape.of(-1, conditions.width()));
        Placeholder<TFloat32> mask = floats(tf, GenerateSignature.MASK, Shape.of(-1, layout.logits()));
        Placeholder<TFloat32> interval = floats(tf, GenerateSignature.INTERVAL, Shape.of(-1, layout.scalars(), 2));
        Placeholder<TFloat32> truncation = floats(tf, Manifest.Signature.TRUNCATION, Shape.scalar());
        Seeds seeds = Seeds.ofRequest(seed);
        RowBlocks blocks = new RowBlocks(tf, condition);
        Operand<TInt32> rows = new TensorMath(tf).rowCount(blocks.filled(condition));
        Placeholder<TFloat32> latent = floats(tf, Manifest.Signature.LATENT, Shape.of(-1, generator.latent()));
        Operand<TFloat32> noise =
                latents(tf, blocks.filledUnlessShared(latent), generator.noise(tf, seeds, rows, truncation));
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        Operand<TFloat32> classes = tf.zeros(tf.stack(List.of(rows, tf.constant(0))), TFloat32.class);
        if (layout.logits() > 0) {
            ColumnCodes codes = conditions.columns().get(0);
            Operand<TFloat32> logits = logFrequencies(tf, codes, rows);
            Operand<TInt32> label = tf.reshape(
                    new OutputForcing(layout)
                            .categories(tf, seeds, logits, blocks.filledUnlessShared(mask), new float[layout.width()]),
                    tf.constant(new int[] {-1}));
            outputs.put(LABEL, blocks.cut(label));
            classes = ImageSpace.oneHot(tf, label, codes.frequencies().length);
        }
        Operand<TFloat32> raw = generator.raw(Pass.inference(tf, weights, seeds), noise, classes);
        outputs.put(IMAGE, blocks.cut(ImageSpace.toPixels(tf, tf.math.tanh(raw))));
        Map<String, Operand<?>> inputs = new LinkedHashMap<>();
        inputs.put(GenerateSignature.SEED, seed);
        inputs.put(GenerateSignature.CONDITION, condition);
        inputs.put(GenerateSignature.MASK, mask);
        inputs.put(GenerateSignature.INTERVAL, interval);
        inputs.put(Manifest.Signature.TRUNCATION, truncation);
        inputs.put(Manifest.Signature.LATENT, latent);
        return new ServingSignature(Manifest.Signature.GENERATE, inputs, outputs);
    }

    /** Those given, and drawn ones where they are not numbers. */
    private static Operand<TFloat32> latents(Ops tf, Operand<TFloat32> given, Operand<TFloat32> drawn) {
        return tf.select(tf.math.isNan(given), drawn, given);
    }

    /** The classes' log frequencies, padding low, the same in each row, float32[rows, L]. */
    private Operand<TFloat32> logFrequencies(Ops tf, ColumnCodes codes, Operand<TInt32> rows) {
        float[] logits = new float[codec.layout().logits()];
        Arrays.fill(logits, NEVER);
        for (int category = 0; category < codes.frequencies().length; category++) {
            double frequency = codes.frequencies()[category];
            logits[category] = frequency > 0 ? (float) Math.log(frequency) : NEVER;
        }
        return tf.broadcastTo(tf.constant(new float[][] {logits}), tf.stack(List.of(rows, tf.constant(logits.length))));
    }

    private static Placeholder<TFloat32> floats(Ops tf, String name, Shape shape) {
        return tf.withName("generate_" + name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}

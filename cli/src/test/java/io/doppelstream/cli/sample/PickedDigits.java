package io.doppelstream.cli.sample;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.trainer.export.SavedModelWriter;
import io.doppelstream.trainer.export.ServingSignature;
import io.doppelstream.trainer.image.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A package like those of image GANs whose images are real digits, picked at random among those of the label drawn; its truncation
 * is their brightness, at most 1.
 */
final class PickedDigits {
    private static final int CHUNK_SIZE = 64;

    private PickedDigits() {}

    static ModelPackage write(Path directory) throws IOException {
        ImageSet digits = Digits.load();
        Table table = digits.table();
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        ConditionLayout conditions = ConditionLayout.of(codec, table);
        try (Graph graph = new Graph()) {
            SavedModelWriter.write(
                    directory.resolve(ModelPackage.SAVED_MODEL),
                    graph,
                    List.of(signature(Ops.create(graph), digits, codec, conditions)));
        }
        Manifest.Signature signature = new Manifest.Signature(
                conditions.width(),
                codec.layout().logits(),
                0,
                List.of(new Manifest.Output("image", 0, "uint8"), new Manifest.Output("label", 1, "int32")),
                List.of(new Manifest.Input(Manifest.Signature.TRUNCATION, 0)));
        return ModelPackage.seal(
                directory,
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "digits",
                        "1",
                        "picked",
                        "2026-01-01T00:00:00Z",
                        table.schema(),
                        AvroTypes.recordSchema(table.schema(), "digits").toString(),
                        codec,
                        conditions,
                        ReferenceMarginal.of(table),
                        signature,
                        CHUNK_SIZE,
                        new Manifest.Training(digits.size(), 0, 0, 0, 7, "none", Map.of()),
                        Map.of(),
                        Map.of("quality", 0.5),
                        Map.of()));
    }

    private static ServingSignature signature(Ops tf, ImageSet digits, TableCodec codec, ConditionLayout conditions) {
        Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TFloat32> condition = floats(tf, -1, conditions.width());
        Placeholder<TFloat32> mask = floats(tf, -1, codec.layout().logits());
        Placeholder<TFloat32> interval = floats(tf, -1, 0, 2);
        Placeholder<TFloat32> truncation = floats(tf);
        Map<String, Operand<?>> inputs = new LinkedHashMap<>();
        inputs.put("seed", seed);
        inputs.put("condition", condition);
        inputs.put("mask", mask);
        inputs.put("interval", interval);
        inputs.put(Manifest.Signature.TRUNCATION, truncation);

        Operand<TInt32> rows = tf.gather(tf.shape(condition), tf.constant(0), tf.constant(0));
        Operand<TFloat32> noise = uniform(tf, rows, codec.layout().logits(), seed, 0);
        Operand<TFloat32> logits =
                tf.slice(tf.math.add(noise, mask), tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 10}));
        Operand<TInt32> label = tf.math.argMax(logits, tf.constant(1), TInt32.class);
        Operand<TInt32> labels = tf.expandDims(tf.constant(digits.labels()), tf.constant(0));
        Operand<TFloat32> other =
                tf.dtypes.cast(tf.math.notEqual(tf.expandDims(label, tf.constant(1)), labels), TFloat32.class);
        Operand<TInt32> picked = tf.math.argMax(
                tf.math.sub(uniform(tf, rows, digits.size(), seed, 1), other), tf.constant(1), TInt32.class);
        float[] values = new float[digits.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(digits.pixels()[i]);
        }
        Operand<TFloat32> images = tf.reshape(tf.constant(values), tf.constant(new int[] {-1, 8, 8, 1}));
        Operand<TFloat32> dimmed =
                tf.math.mul(tf.gather(images, picked, tf.constant(0)), tf.math.minimum(truncation, tf.constant(1f)));
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        outputs.put("image", tf.dtypes.cast(dimmed, TUint8.class));
        outputs.put("label", label);
        return new ServingSignature(Manifest.Signature.GENERATE, inputs, outputs);
    }

    private static Operand<TFloat32> uniform(Ops tf, Operand<TInt32> rows, int width, Operand<TInt64> seed, long salt) {
        Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] {salt, 0}));
        return tf.random.statelessRandomUniform(tf.stack(List.of(rows, tf.constant(width))), own);
    }

    private static Placeholder<TFloat32> floats(Ops tf, long... shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }
}

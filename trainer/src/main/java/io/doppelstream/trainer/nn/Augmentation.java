package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Differentiable augmentation (Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training", NeurIPS 2020):
 * in front of the critic, on real and generated images alike, so that the critic cannot learn a small set by heart and the
 * generator is not taught the augmentation. Each image of float32[rows, H, W, channels] is changed on its own.
 *
 * <ul>
 *   <li>{@code BRIGHTNESS}: plus uniform in [-0.5, 0.5); {@code CONTRAST}: times uniform in [0.5, 1.5) around its mean;
 *   <li>{@code TRANSLATION}: by up to an eighth of height and width, black coming in;
 *   <li>{@code CUTOUT}: a rectangle of half the height and width, anywhere, becomes 0.
 * </ul>
 *
 * <p>In inference images stay as they are. Deviation: no saturation, which grey images have none of.
 */
record Augmentation(List<Kind> kinds) implements Layer {

    /** What is changed. */
    public enum Kind {
        BRIGHTNESS,
        CONTRAST,
        TRANSLATION,
        CUTOUT
    }

    Augmentation {
        kinds = List.copyOf(kinds);
    }

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        if (pass.mode() == Mode.INFERENCE) {
            return x;
        }
        Operand<TFloat32> y = x;
        for (Kind kind : kinds) {
            y = switch (kind) {
                case BRIGHTNESS -> brightness(pass, y);
                case CONTRAST -> contrast(pass, y);
                case TRANSLATION -> shiftRows(pass, transposed(pass.tf(), shiftRows(pass, transposed(pass.tf(), y))));
                case CUTOUT -> cutout(pass, y);
            };
        }
        return y;
    }

    private static Operand<TFloat32> brightness(Pass pass, Operand<TFloat32> x) {
        TensorMath math = new TensorMath(pass.tf());
        return math.add(x, math.subtract(uniform(pass, x), math.scalar(0.5)));
    }

    private static Operand<TFloat32> contrast(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> mean = tf.math.mean(x, tf.constant(new int[] {1, 2, 3}), Mean.keepDims(true));
        Operand<TFloat32> factor = math.add(uniform(pass, x), math.scalar(0.5));
        return math.add(math.multiply(math.subtract(x, mean), factor), mean);
    }

    /** Along the second axis, by a product with a shifted unit matrix of each image: twice differentiable. */
    private static Operand<TFloat32> shiftRows(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        int length = (int) x.shape().get(1);
        int most = Math.max(1, Math.round(length / 8f));
        Operand<TFloat32> shift =
                tf.math.floor(math.add(math.scale(2 * most + 1, uniform(pass, x)), math.scalar(-most)));
        Operand<TFloat32> source = math.add(tf.reshape(shift, tf.constant(new int[] {-1, 1})), places(tf, length));
        // A place outside the image is -1 in its one-hot code: nothing comes from there.
        Operand<TFloat32> matrix = tf.stopGradient(tf.oneHot(
                tf.dtypes.cast(source, org.tensorflow.types.TInt32.class),
                tf.constant(length),
                tf.constant(1f),
                tf.constant(0f)));
        int columns = (int) (x.shape().get(2) * x.shape().get(3));
        // In [-1, 1] black is -1: the shift is of what is above black.
        Operand<TFloat32> above = tf.reshape(math.add(x, math.scalar(1)), tf.constant(new int[] {-1, length, columns}));
        Operand<TFloat32> shifted =
                tf.reshape(tf.train.batchMatMul(matrix, above, TFloat32.class), tf.constant(new int[] {
                    -1, length, (int) x.shape().get(2), (int) x.shape().get(3)
                }));
        return math.subtract(shifted, math.scalar(1));
    }

    private static Operand<TFloat32> cutout(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        int height = (int) x.shape().get(1);
        int width = (int) x.shape().get(2);
        Operand<TFloat32> rows = tf.reshape(inside(pass, x, height), tf.constant(new int[] {-1, height, 1, 1}));
        Operand<TFloat32> columns = tf.reshape(inside(pass, x, width), tf.constant(new int[] {-1, 1, width, 1}));
        Operand<TFloat32> kept = math.subtract(math.scalar(1), math.multiply(rows, columns));
        return math.multiply(x, tf.stopGradient(kept));
    }

    /** 1 at the places of an interval of half the length around a random one, 0 elsewhere, float32[rows, length]. */
    private static Operand<TFloat32> inside(Pass pass, Operand<TFloat32> x, int length) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> center =
                tf.reshape(tf.math.floor(math.scale(length, uniform(pass, x))), tf.constant(new int[] {-1, 1}));
        Operand<TFloat32> distance = tf.math.abs(math.subtract(places(tf, length), center));
        return tf.dtypes.cast(tf.math.lessEqual(distance, math.scalar(length / 4.0)), TFloat32.class);
    }

    /** float32[1, length]: 0, 1, ... */
    private static Operand<TFloat32> places(Ops tf, int length) {
        float[] places = new float[length];
        IntStream.range(0, length).forEach(place -> places[place] = place);
        return tf.constant(new float[][] {places});
    }

    private static Operand<TFloat32> transposed(Ops tf, Operand<TFloat32> x) {
        return tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 1, 3}));
    }

    /** Uniform in [0, 1), float32[rows, 1, 1, 1]. */
    private static Operand<TFloat32> uniform(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        return tf.stopGradient(tf.random.statelessRandomUniform(
                tf.stack(List.of(new TensorMath(tf).rowCount(x), tf.constant(1), tf.constant(1), tf.constant(1))),
                pass.seeds().next(tf)));
    }
}

package io.doppelstream.trainer.gan;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Images in [-1, 1], fed as bytes; the condition is the one-hot code of the class.
 *
 * @param image shape of an image
 * @param conditions number of classes, 0 where there are none
 * @param batch images in a batch, B
 * @param real float32[B, H, W, channels]
 * @param condition float32[B, classes]
 */
public record ImageSpace(
        ImageShape image, int conditions, int batch, Operand<TFloat32> real, Operand<TFloat32> condition)
        implements SampleSpace {

    /** Largest value of a pixel, half of it. */
    private static final double HALF_RANGE = 127.5;

    static final String PIXELS = "pixels";
    static final String LABELS = "labels";

    /** Draws the inputs that {@link ImageBatches} feeds. */
    public static ImageSpace draw(TrainingGraph graph, ImageSet images, int batch) {
        Ops tf = graph.tf();
        ImageShape shape = images.shape();
        int classes = images.classes().size();
        Operand<TUint8> pixels = tf.withName(PIXELS)
                .placeholder(
                        TUint8.class,
                        Placeholder.shape(Shape.of(batch, shape.height(), shape.width(), shape.channels())));
        return new ImageSpace(shape, classes, batch, fromPixels(tf, pixels), conditions(tf, classes, batch));
    }

    private static Operand<TFloat32> conditions(Ops tf, int classes, int batch) {
        return classes == 0
                ? tf.zeros(tf.constant(new int[] {batch, 0}), TFloat32.class)
                : oneHot(
                        tf, tf.withName(LABELS).placeholder(TInt32.class, Placeholder.shape(Shape.of(batch))), classes);
    }

    /** One-hot codes of classes, float32[rows, classes]. */
    public static Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> labels, int classes) {
        return tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    }

    /** Pixels as networks see them: 0 becomes -1, 255 becomes 1. */
    public static Operand<TFloat32> fromPixels(Ops tf, Operand<TUint8> pixels) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> values = tf.dtypes.cast(pixels, TFloat32.class);
        return math.subtract(math.scale(1 / HALF_RANGE, values), math.scalar(1));
    }

    /** The nearest pixels of values in [-1, 1]. */
    public static Operand<TUint8> toPixels(Ops tf, Operand<TFloat32> values) {
        TensorMath math = new TensorMath(tf);
        // Half is added since a cast cuts off.
        Operand<TFloat32> rounded =
                math.add(math.scale(HALF_RANGE, math.add(values, math.scalar(1))), math.scalar(0.5));
        return tf.dtypes.cast(rounded, TUint8.class);
    }

    @Override
    public Shape sample() {
        return Shape.of(image.height(), image.width(), image.channels());
    }

    /** {@code tanh(raw)}. */
    @Override
    public Operand<TFloat32> samples(Ops tf, Seeds seeds, Operand<TFloat32> raw) {
        return tf.math.tanh(raw);
    }
}

package io.doppelstream.trainer.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Latents. */
public final class NormalNoise {

    /** Half the distance of two uniform numbers: keeps the logarithm finite. */
    private static final double HALF_STEP = 0x1p-24;

    /**
     * Numbers in a vector register. What is left over at the end of a tensor is calculated in another way, with other last
     * bits: rows of whole vectors leave nothing over.
     */
    private static final int VECTOR = 16;

    private NormalNoise() {}

    /**
     * Independent normal numbers from pairs of uniform ones (Box and Muller, 1958), as TensorFlow's own operation makes them,
     * though with vector instructions: a generator's latent takes half the time. Row k is a function of seed and k.
     *
     * @param rows int32 scalar
     * @return float32[rows, width], of mean 0 and variance 1, at most 5.8 in size
     */
    public static Operand<TFloat32> of(Ops tf, Seeds seeds, Operand<TInt32> rows, int width) {
        TensorMath math = new TensorMath(tf);
        int pairs = (width + 2 * VECTOR - 1) / (2 * VECTOR) * VECTOR;
        Operand<TFloat32> uniform =
                tf.random.statelessRandomUniform(tf.stack(List.of(rows, tf.constant(2 * pairs))), seeds.next(tf));
        Operand<TFloat32> first = math.add(math.columns(uniform, 0, pairs), math.scalar(HALF_STEP));
        Operand<TFloat32> radius = tf.math.sqrt(math.scale(-2, tf.math.log(first)));
        Operand<TFloat32> angle = math.scale(2 * Math.PI, math.columns(uniform, pairs, pairs));
        Operand<TFloat32> noise = math.joinColumns(
                List.of(math.multiply(radius, tf.math.cos(angle)), math.multiply(radius, tf.math.sin(angle))));
        return width == 2 * pairs ? noise : math.columns(noise, 0, width);
    }
}

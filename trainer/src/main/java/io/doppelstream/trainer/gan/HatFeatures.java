package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Triangular features of scalars: {@code max(0, 1 - |x - centre| / distance)} at centres spread evenly over [-1, 1]. A
 * critic sees by them where exactly a distribution has too much or too little.
 *
 * @param scalars number of scalars, S
 * @param hats features of each, at least 2; or 0 for none
 */
record HatFeatures(int scalars, int hats) {

    /** Number of features of a row. */
    int width() {
        return scalars * hats;
    }

    /**
     * The features.
     *
     * @param x rows whose first S entries are scalars, float32[rows, D]
     * @return float32[rows, S * hats], in [0, 1]
     */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        TensorMath math = new TensorMath(tf);
        float[] centres = new float[hats];
        double distance = 2.0 / (hats - 1);
        for (int hat = 0; hat < hats; hat++) {
            centres[hat] = (float) (-1 + distance * hat);
        }
        Operand<TFloat32> scalar = tf.expandDims(math.columns(x, 0, scalars), tf.constant(2));
        Operand<TFloat32> centre = tf.constant(Shape.of(1, 1, hats), DataBuffers.of(centres));
        Operand<TFloat32> away = math.scale(1 / distance, tf.math.abs(math.subtract(scalar, centre)));
        Operand<TFloat32> hat = math.positivePart(math.subtract(math.scalar(1), away));
        return tf.reshape(hat, tf.constant(new int[] {-1, width()}));
    }
}

package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.Grid;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** {@link Grid#round} as a graph, to the last bit. */
final class GridRounding {

    private GridRounding() {}

    static Operand<TFloat64> round(Ops tf, Grid grid, Operand<TFloat64> value) {
        if (grid.step() == 0) {
            return value;
        }
        // Xdivy, since TensorFlow's optimizer turns a plain division by a constant into a product with its reciprocal,
        // which is not the nearest double: 3 / 10 would be 0.30000000000000004.
        Operand<TFloat64> steps = tf.math.xdivy(
                tf.math.sub(tf.math.mul(value, tf.constant(grid.scale())), tf.constant(grid.origin())),
                tf.constant(grid.step()));
        Operand<TFloat64> nearest = tf.math.floor(tf.math.add(steps, tf.constant(0.5)));
        return tf.math.xdivy(
                tf.math.add(tf.math.mul(nearest, tf.constant(grid.step())), tf.constant(grid.origin())),
                tf.constant(grid.scale()));
    }
}

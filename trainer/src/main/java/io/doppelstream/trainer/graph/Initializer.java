package io.doppelstream.trainer.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** How a parameter's first value is made; a pure function of the shape and the seed. */
@FunctionalInterface
public interface Initializer {

    /**
     * The first value.
     *
     * @param shape the parameter's shape, fully known
     * @param seed int64[2], of no other parameter or random operation
     * @return float32 of that shape
     */
    Operand<TFloat32> create(Ops tf, Shape shape, Operand<TInt64> seed);

    static Initializer zeros() {
        return constant(0);
    }

    static Initializer ones() {
        return constant(1);
    }

    private static Initializer constant(float value) {
        return (tf, shape, seed) -> tf.fill(tf.constant(shape), tf.constant(value));
    }

    /** Uniform in [-bound, bound). */
    static Initializer uniform(double bound) {
        return (tf, shape, seed) -> {
            Operand<TFloat32> unit = tf.random.statelessRandomUniform(tf.constant(shape), seed);
            return tf.math.mul(tf.math.sub(unit, tf.constant(0.5f)), tf.constant((float) (2 * bound)));
        };
    }

    /** Normal with mean 0. */
    static Initializer normal(double deviation) {
        return (tf, shape, seed) ->
                tf.math.mul(tf.random.statelessRandomNormal(tf.constant(shape), seed), tf.constant((float) deviation));
    }

    /** Normal with variance 2 / inputs, which keeps the variance through ReLUs (He et al., 2015). */
    static Initializer he(int inputs) {
        return normal(Math.sqrt(2.0 / inputs));
    }
}

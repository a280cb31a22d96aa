package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** What the normalizations share. */
record Normalization(Pass pass) {

    private static final double EPSILON = 1e-5;

    Moments moments(Operand<TFloat32> x, int... axes) {
        Ops tf = pass.tf();
        Operand<TFloat32> mean = mean(x, axes);
        return new Moments(mean, mean(tf.math.square(tf.math.sub(x, mean)), axes));
    }

    Operand<TFloat32> apply(Operand<TFloat32> x, Moments moments, Parameter gain, Parameter bias) {
        TensorMath math = new TensorMath(pass.tf());
        Operand<TFloat32> standardized = standardized(x, moments);
        return math.add(
                math.multiply(standardized, pass.weights().of(gain)),
                pass.weights().of(bias));
    }

    /** {@code (x - mean) / sqrt(variance + epsilon)}. */
    Operand<TFloat32> standardized(Operand<TFloat32> x, Moments moments) {
        TensorMath math = new TensorMath(pass.tf());
        // A power, since the gradient of Rsqrt has none of its own.
        Operand<TFloat32> inverseDeviation =
                pass.tf().math.pow(math.add(moments.variance(), math.scalar(EPSILON)), math.scalar(-0.5));
        return math.multiply(math.subtract(x, moments.mean()), inverseDeviation);
    }

    private Operand<TFloat32> mean(Operand<TFloat32> x, int... axes) {
        Ops tf = pass.tf();
        // A scalar for one axis: the graphs of tables stay what they were, and their weights with them.
        return tf.math.mean(x, axes.length == 1 ? tf.constant(axes[0]) : tf.constant(axes), Mean.keepDims(true));
    }
}

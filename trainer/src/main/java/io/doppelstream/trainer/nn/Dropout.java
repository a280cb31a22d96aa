package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Inverted dropout.
 *
 * @param probability of an element being dropped, in [0, 1)
 */
record Dropout(double probability) implements Layer {

    Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("expected a dropout probability in [0, 1), found " + probability);
        }
    }

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        if (pass.mode() == Mode.INFERENCE || probability == 0) {
            return x;
        }
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> uniform =
                tf.random.statelessRandomUniform(tf.shape(x), pass.seeds().next(tf));
        Operand<TFloat32> kept =
                tf.dtypes.cast(tf.math.greaterEqual(uniform, math.scalar(probability)), TFloat32.class);
        return math.multiply(x, tf.stopGradient(math.scale(1 / (1 - probability), kept)));
    }
}

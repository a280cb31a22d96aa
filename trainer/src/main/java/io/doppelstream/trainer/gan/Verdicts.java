package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a critic says of samples.
 *
 * @param scores float32[rows, 1]
 * @param logits of the classes, float32[rows, C]; C is 0 without an auxiliary classifier
 * @param classWeight weight of the classifier's loss
 */
record Verdicts(Operand<TFloat32> scores, Operand<TFloat32> logits, double classWeight) {

    /** @param classWeight 0: all that the critic emits are scores */
    static Verdicts of(Ops tf, Operand<TFloat32> emitted, double classWeight) {
        if (classWeight == 0) {
            return new Verdicts(emitted, emitted, 0);
        }
        TensorMath math = new TensorMath(tf);
        return new Verdicts(math.columns(emitted, 0, 1), math.columns(emitted, 1, -1), classWeight);
    }

    /**
     * Weighted mean cross-entropy of the classes, a scalar.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Operand<TFloat32> classLoss(Ops tf, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        return classWeight == 0
                ? math.scalar(0)
                : math.scale(
                        -classWeight,
                        math.mean(tf.reduceSum(math.multiply(classes, tf.nn.logSoftmax(logits)), tf.constant(1))));
    }
}

package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a critic says of samples.
 *
 * @param scores float32[rows, 1]
 * @param logits of the classes, float32[rows, C]; of no width where the critic does not judge them
 */
record Verdicts(Operand<TFloat32> scores, Operand<TFloat32> logits) {

    /** @param emitted by a critic, float32[rows, 1 + C] */
    static Verdicts of(Ops tf, Operand<TFloat32> emitted) {
        TensorMath math = new TensorMath(tf);
        return new Verdicts(math.columns(emitted, 0, 1), math.columns(emitted, 1, -1));
    }
}

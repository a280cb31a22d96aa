package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One more channel that says how much the batch varies: the standard deviation of each feature over the batch, averaged,
 * the same number everywhere. float32[rows, H, W, channels] to float32[rows, H, W, channels + 1].
 */
record MinibatchDeviation() implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> variance = new Normalization(pass).moments(x, 0).variance();
        Operand<TFloat32> deviation = math.mean(tf.math.pow(math.add(variance, math.scalar(1e-8)), math.scalar(0.5)));
        Operand<TFloat32> channel =
                tf.slice(x, tf.constant(new int[] {0, 0, 0, 0}), tf.constant(new int[] {-1, -1, -1, 1}));
        Operand<TFloat32> zeros = math.scale(0, tf.stopGradient(channel));
        return tf.concat(List.of(x, math.add(zeros, deviation)), tf.constant(3));
    }
}

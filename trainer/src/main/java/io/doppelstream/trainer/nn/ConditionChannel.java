package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The pass's condition as one more channel of the image: float32[rows, H, W, channels] to float32[rows, H, W, channels + 1].
 *
 * @param map from a condition to float32[rows, H W]
 */
record ConditionChannel(Layer map) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        Operand<TFloat32> channel = tf.reshape(map.apply(pass, pass.condition()), tf.constant(new int[] {
            -1, (int) x.shape().get(1), (int) x.shape().get(2), 1
        }));
        return tf.concat(List.of(x, channel), tf.constant(3));
    }

    @Override
    public List<Parameter> parameters() {
        return map.parameters();
    }
}

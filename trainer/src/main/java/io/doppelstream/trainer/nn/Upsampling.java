package io.doppelstream.trainer.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Each pixel becomes four of the same value. Of reshaping and joining alone, so that it is twice differentiable. */
record Upsampling() implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        int height = (int) x.shape().get(1);
        int width = (int) x.shape().get(2);
        int channels = (int) x.shape().get(3);
        // A pixel beside itself is twice as many channels; a row beside itself twice as many pixels.
        Operand<TFloat32> wide = tf.reshape(
                tf.concat(List.of(x, x), tf.constant(3)), tf.constant(new int[] {-1, height, 2 * width * channels}));
        return tf.reshape(
                tf.concat(List.of(wide, wide), tf.constant(2)),
                tf.constant(new int[] {-1, 2 * height, 2 * width, channels}));
    }
}

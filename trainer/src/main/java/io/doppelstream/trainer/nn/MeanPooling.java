package io.doppelstream.trainer.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean of each square of four pixels: float32[rows, H, W, channels] to float32[rows, ceil(H / 2), ceil(W / 2), channels], a
 * side of odd length with zeros at its end. By reshaping: TensorFlow's own pooling cannot be differentiated twice.
 */
record MeanPooling() implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        int height = (int) (x.shape().get(1) + 1) / 2;
        int width = (int) (x.shape().get(2) + 1) / 2;
        int channels = (int) x.shape().get(3);
        int[][] padding = {
            {0, 0},
            {0, 2 * height - (int) x.shape().get(1)},
            {0, 2 * width - (int) x.shape().get(2)},
            {0, 0}
        };
        boolean even = padding[1][1] == 0 && padding[2][1] == 0;
        Operand<TFloat32> padded = even ? x : tf.pad(x, tf.constant(padding), tf.constant(0f));
        Operand<TFloat32> squares = tf.reshape(padded, tf.constant(new int[] {-1, height, 2, width, 2, channels}));
        return tf.math.mean(squares, tf.constant(new int[] {2, 4}));
    }
}

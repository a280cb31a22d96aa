package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Transposed ("fractionally strided") convolution, the gradient of {@link Conv2d} by its input: float32[rows, H, W, inputs] to
 * float32[rows, H stride, W stride, outputs].
 *
 * @param kernel float32[size, size, outputs, inputs]
 * @param bias float32[outputs]
 * @param stride in both directions
 */
record TransposedConv2d(Parameter kernel, Parameter bias, int stride) implements KernelLayer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        Operand<TFloat32> y = tf.nn.conv2dBackpropInput(
                tf.stack(List.of(
                        new TensorMath(tf).rowCount(x),
                        tf.constant((int) x.shape().get(1) * stride),
                        tf.constant((int) x.shape().get(2) * stride),
                        tf.constant((int) kernel.shape().get(2)))),
                pass.weights().of(kernel),
                x,
                List.of(1L, (long) stride, (long) stride, 1L),
                "SAME");
        return tf.math.add(y, pass.weights().of(bias));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel, bias);
    }
}

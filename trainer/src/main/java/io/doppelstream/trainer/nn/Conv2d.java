package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Convolution with zeros around: float32[rows, H, W, inputs] to float32[rows, ceil(H / stride), ceil(W / stride), outputs].
 *
 * @param kernel float32[size, size, inputs, outputs]
 * @param bias float32[outputs]
 * @param stride in both directions
 */
record Conv2d(Parameter kernel, Parameter bias, int stride) implements KernelLayer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Operand<TFloat32> y = pass.tf()
                .nn
                .conv2d(x, pass.weights().of(kernel), List.of(1L, (long) stride, (long) stride, 1L), "SAME");
        return pass.tf().math.add(y, pass.weights().of(bias));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel, bias);
    }
}

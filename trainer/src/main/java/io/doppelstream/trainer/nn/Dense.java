package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code x kernel + bias}.
 *
 * @param kernel float32[inputs, outputs]
 * @param bias float32[outputs]
 */
record Dense(Parameter kernel, Parameter bias) implements KernelLayer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        Operand<TFloat32> y = tf.math.add(
                tf.linalg.matMul(x, pass.weights().of(kernel)), pass.weights().of(bias));
        pass.linearMaps().applied(new LinearMap(kernel, bias, x, y));
        return y;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel, bias);
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@code x kernel}: of a one-hot code the row of its class.
 *
 * @param kernel float32[codes, features]
 */
record Embedding(Parameter kernel) implements KernelLayer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        return pass.tf().linalg.matMul(x, pass.weights().of(kernel));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel);
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@code gain (x - mean) / sqrt(variance + epsilon) + bias}, row by row, in training as in inference.
 *
 * @param gain float32[width]
 * @param bias float32[width]
 */
record LayerNorm(Parameter gain, Parameter bias) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Normalization normalization = new Normalization(pass);
        return normalization.apply(x, normalization.moments(x, 1), gain, bias);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@code gain (x - mean) / sqrt(variance + epsilon) + bias}, channel by channel (last axis).
 *
 * @param gain float32[channels]
 * @param bias float32[channels]
 * @param moments mean and variance
 */
record BatchNorm(Parameter gain, Parameter bias, BatchMoments moments) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        return new Normalization(pass).apply(x, moments.of(pass, x), gain, bias);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }

    @Override
    public List<Parameter> statistics() {
        return moments.statistics();
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * {@code gain (x - mean) / sqrt(variance + epsilon) + bias}, column by column: with the batch's mean and variance in
 * training, with moving ones in inference.
 *
 * @param gain float32[width]
 * @param bias float32[width]
 * @param movingMean float32[1, width]
 * @param movingVariance float32[1, width]
 */
record BatchNorm(Parameter gain, Parameter bias, Parameter movingMean, Parameter movingVariance) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Normalization normalization = new Normalization(pass);
        Moments moments = pass.mode() == Mode.TRAINING
                ? normalization.moments(x, 0)
                : new Moments(pass.weights().of(movingMean), pass.weights().of(movingVariance));
        if (pass.mode() == Mode.TRAINING) {
            pass.statistics().observe(movingMean, moments.mean());
            pass.statistics().observe(movingVariance, moments.variance());
        }
        return normalization.apply(x, moments, gain, bias);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }

    @Override
    public List<Parameter> statistics() {
        return List.of(movingMean, movingVariance);
    }
}

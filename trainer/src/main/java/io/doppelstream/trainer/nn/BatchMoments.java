package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean and variance of each channel (last axis) over all others: those of the batch in training, moving ones in inference.
 *
 * @param movingMean float32[1, channels]
 * @param movingVariance float32[1, channels]
 */
record BatchMoments(Parameter movingMean, Parameter movingVariance) {

    Moments of(Pass pass, Operand<TFloat32> x) {
        if (pass.mode() == Mode.INFERENCE) {
            return new Moments(pass.weights().of(movingMean), pass.weights().of(movingVariance));
        }
        int[] others = IntStream.range(0, x.shape().numDimensions() - 1).toArray();
        Moments moments = new Normalization(pass).moments(x, others);
        observe(pass, movingMean, moments.mean());
        observe(pass, movingVariance, moments.variance());
        return moments;
    }

    private static void observe(Pass pass, Parameter statistic, Operand<TFloat32> ofBatch) {
        Ops tf = pass.tf();
        boolean flat = ofBatch.shape().numDimensions() == statistic.shape().numDimensions();
        pass.statistics().observe(statistic, flat ? ofBatch : tf.reshape(ofBatch, tf.constant(statistic.shape())));
    }

    List<Parameter> statistics() {
        return List.of(movingMean, movingVariance);
    }
}

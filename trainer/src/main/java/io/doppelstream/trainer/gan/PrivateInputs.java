package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What {@link PoissonBatches} feeds.
 *
 * @param real places for real rows, float32[capacity, D]
 * @param present 1 where a place is taken, 0 elsewhere, float32[capacity]
 * @param noiseKey key of the step's gradient noise, int64[2]
 */
record PrivateInputs(Operand<TFloat32> real, Operand<TFloat32> present, Operand<TInt64> noiseKey) {

    static final String REAL = "private-real";
    static final String PRESENT = "private-present";
    static final String NOISE_KEY = "private-noise-key";

    static PrivateInputs draw(TrainingGraph graph, TabularData data, int capacity) {
        Ops tf = graph.tf();
        return new PrivateInputs(
                tf.withName(REAL)
                        .placeholder(
                                TFloat32.class,
                                Placeholder.shape(
                                        Shape.of(capacity, data.layout().width()))),
                tf.withName(PRESENT).placeholder(TFloat32.class, Placeholder.shape(Shape.of(capacity))),
                tf.withName(NOISE_KEY).placeholder(TInt64.class, Placeholder.shape(Shape.of(2))));
    }
}

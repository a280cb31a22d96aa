package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What {@link ConditionedBatches} feeds.
 *
 * @param real the batch's real rows, float32[B, D]
 * @param condition float32[B, C]
 * @param mask float32[B, L]
 * @param interval float32[B, S, 2]
 */
record TrainingInputs(
        Operand<TFloat32> real, Operand<TFloat32> condition, Operand<TFloat32> mask, Operand<TFloat32> interval) {

    static final String REAL = "real";
    static final String CONDITION = "condition";
    static final String MASK = "mask";
    static final String INTERVAL = "interval";

    static TrainingInputs draw(TrainingGraph graph, TabularData data) {
        Ops tf = graph.tf();
        int batch = data.batchRows();
        return new TrainingInputs(
                floats(tf, REAL, Shape.of(batch, data.layout().width())),
                floats(tf, CONDITION, Shape.of(batch, data.conditions().width())),
                floats(tf, MASK, Shape.of(batch, data.layout().logits())),
                floats(tf, INTERVAL, Shape.of(batch, data.layout().scalars(), 2)));
    }

    private static Operand<TFloat32> floats(Ops tf, String name, Shape shape) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}

package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.ResidentTable;
import io.doppelstream.trainer.graph.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What {@link ConditionedBatches} feeds.
 *
 * @param table encoded rows
 * @param real the batch's real rows, float32[B, D]
 * @param condition float32[B, C]
 * @param mask float32[B, L]
 * @param interval float32[B, S, 2]
 */
record TrainingInputs(
        ResidentTable table,
        Operand<TFloat32> real,
        Operand<TFloat32> condition,
        Operand<TFloat32> mask,
        Operand<TFloat32> interval) {

    static final String ROWS = "rows";
    static final String CONDITION = "condition";
    static final String MASK = "mask";
    static final String INTERVAL = "interval";

    static TrainingInputs draw(TrainingGraph graph, TabularData data) {
        Ops tf = graph.tf();
        ResidentTable table = new ResidentTable(tf, data.rows(), data.layout().width());
        int batch = data.batchRows();
        Operand<TInt32> rows = tf.withName(ROWS).placeholder(TInt32.class, Placeholder.shape(Shape.of(batch)));
        return new TrainingInputs(
                table,
                table.gather(rows),
                floats(tf, CONDITION, Shape.of(batch, data.conditions().width())),
                floats(tf, MASK, Shape.of(batch, data.layout().logits())),
                floats(tf, INTERVAL, Shape.of(batch, data.layout().scalars(), 2)));
    }

    private static Operand<TFloat32> floats(Ops tf, String name, Shape shape) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }
}

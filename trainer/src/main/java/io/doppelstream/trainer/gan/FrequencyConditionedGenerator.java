package io.doppelstream.trainer.gan;

import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Mode;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A generator that always wants a condition: when sampling, a row without one gets that of a category drawn at its real
 * frequency, of a column drawn uniformly.
 *
 * @param inner the generator that is trained
 * @param conditions layout of the condition vector
 */
record FrequencyConditionedGenerator(RowGenerator inner, ConditionLayout conditions) implements RowGenerator {

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        boolean complete = pass.mode() == Mode.TRAINING || conditions.width() == 0;
        return inner.raw(pass, rows, complete ? condition : completed(pass, rows, condition));
    }

    private Operand<TFloat32> completed(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> uniform = tf.random.statelessRandomUniform(
                tf.stack(List.of(tf.constant(1), rows)), pass.seeds().next(tf));
        Operand<TInt32> code = tf.reshape(
                tf.upperBound(tf.constant(new float[][] {cumulative()}), uniform), tf.constant(new int[] {-1}));
        Operand<TFloat32> drawn = tf.oneHot(code, tf.constant(conditions.width()), tf.constant(1f), tf.constant(0f));
        Operand<TFloat32> asked = tf.math.minimum(
                math.scalar(1), tf.math.ceil(tf.reduceSum(condition, tf.constant(new int[] {1}), keepDimensions())));
        return math.add(condition, math.multiply(math.subtract(math.scalar(1), asked), drawn));
    }

    private static ReduceSum.Options keepDimensions() {
        return ReduceSum.keepDims(true);
    }

    /** Upper ends of the codes' shares of [0, 1); the last end is open. */
    private float[] cumulative() {
        float[] ends = new float[conditions.width() - 1];
        double total = 0;
        for (ColumnCodes column : conditions.columns()) {
            for (int category = 0; category < column.frequencies().length; category++) {
                total += column.frequencies()[category] / conditions.columns().size();
                if (column.offset() + category < ends.length) {
                    ends[column.offset() + category] = (float) total;
                }
            }
        }
        return ends;
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public List<Parameter> statistics() {
        return inner.statistics();
    }
}

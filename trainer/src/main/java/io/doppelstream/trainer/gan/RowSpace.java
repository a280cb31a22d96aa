package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Encoded rows of a table under conditions that are forced on what the generator emits ({@link OutputForcing}).
 *
 * @param data the table
 * @param inputs what {@link ConditionedBatches} feeds
 * @param conditions width of the condition, 0 for a kind that is not told of it
 */
record RowSpace(TabularData data, TrainingInputs inputs, int conditions) implements SampleSpace {

    private static final double TEMPERATURE = 0.2;

    static RowSpace draw(TrainingGraph graph, TabularData data, boolean conditional) {
        return new RowSpace(
                data,
                TrainingInputs.draw(graph, data),
                conditional ? data.conditions().width() : 0);
    }

    @Override
    public Shape sample() {
        return Shape.of(data.layout().width());
    }

    @Override
    public int batch() {
        return data.batchRows();
    }

    @Override
    public Operand<TFloat32> real() {
        return inputs.real();
    }

    @Override
    public Operand<TFloat32> condition() {
        return inputs.condition();
    }

    /** Scalars within their bounds and Gumbel-softmax groups. */
    @Override
    public Operand<TFloat32> samples(Ops tf, Seeds seeds, Operand<TFloat32> raw) {
        return new OutputForcing(data.layout()).softRows(tf, seeds, raw, inputs.mask(), inputs.interval(), TEMPERATURE);
    }
}

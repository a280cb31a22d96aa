package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A {@link SampleKind} on encoded rows. A kind that is not conditional sees rows under no condition. */
record SampleKindOnTables(SampleKind kind) implements Gan {

    /** Rows of a generator of samples. */
    private record Rows(SampleGenerator generator) implements RowGenerator {

        @Override
        public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
            return generator.raw(pass, generator.noise(pass.tf(), pass.seeds(), rows), condition);
        }

        @Override
        public List<Parameter> parameters() {
            return generator.parameters();
        }

        @Override
        public List<Parameter> statistics() {
            return generator.statistics();
        }
    }

    @Override
    public DrawnGan draw(TrainingGraph graph, TabularData data) {
        DrawnSamples drawn = kind.draw(graph, RowSpace.draw(graph, data, kind.conditional()));
        return new DrawnGan(drawn.plan(), new Rows(drawn.generator()), drawn.servingWeights(), drawn.estimation());
    }

    @Override
    public ConditionSampler conditions(TabularData data) {
        return kind.conditional()
                ? new SubsetConditions(data)
                : (random, position, conditions) -> random.nextInt(data.rows());
    }
}

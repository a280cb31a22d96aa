package io.doppelstream.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class StatisticsEstimationTest {

    @Test
    void shouldGiveTheMeanOverBatchesWhenStatisticsAreReEstimated() {
        Layer norm = new Layers("generator").batchNorm(1);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            Placeholder<TFloat32> x =
                    graph.tf().withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 1)));
            StatisticsEstimation estimation =
                    new StatisticsEstimation(graph, graph.variables(), pass -> norm.apply(pass, x));
            Iterator<float[][]> batches =
                    List.of(new float[][] {{1}, {3}}, new float[][] {{5}, {5}}).iterator();
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                estimation.run(session, number -> column(batches.next()), 2);
                WeightSnapshot found = WeightSnapshot.take(session, graph.variables(), norm.statistics());
                assertThat(found.values(norm.statistics().get(0))).containsExactly(new float[] {3.5f}, within(1e-6f));
                assertThat(found.values(norm.statistics().get(1))).containsExactly(new float[] {0.5f}, within(1e-6f));
            }
        }
    }

    private static Batch column(float[][] rows) {
        return new Batch(Map.of("x", TFloat32.tensorOf(Shape.of(rows.length, 1), tensor -> {
            for (int row = 0; row < rows.length; row++) {
                tensor.setFloat(rows[row][0], row, 0);
            }
        })));
    }
}

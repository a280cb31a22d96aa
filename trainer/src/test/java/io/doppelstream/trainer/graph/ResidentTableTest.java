package io.doppelstream.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

class ResidentTableTest {

    @Test
    void shouldGatherRowsByNumberWhenLoadedInBlocks() {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            ResidentTable table = new ResidentTable(graph.tf(), 3, 2);
            Operand<TFloat32> rows = table.gather(graph.tf().constant(new int[] {2, 0, 2}));
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                table.load(session, 0, new float[] {1, 2, 3, 4});
                table.load(session, 2, new float[] {5, 6});
                try (Result result = session.runner().fetch(rows).run()) {
                    float[] found = new float[6];
                    ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
                    assertThat(found).containsExactly(5, 6, 1, 2, 5, 6);
                }
            }
        }
    }

    @Test
    void shouldSayWhatDoesNotFitWhenABlockIsTooLong() {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            ResidentTable table = new ResidentTable(graph.tf(), 3, 2);
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                assertThatThrownBy(() -> table.load(session, 2, new float[4]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("expected whole rows within 3 x 2, found 4 values from row 2");
            }
        }
    }
}

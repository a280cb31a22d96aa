package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class AladGanTest {

    private static final Table TABLE = TestTables.everyKind(64, 1);
    private static final EventFeatures FEATURES = EventFeatures.of(TABLE.schema(), CodecFitter.QUANTILE.fit(TABLE));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldMoveEveryParameterOfThePlayerThatIsUpdatedAndNoOther(int player) {
        float[] rows = FEATURES.encode(TABLE);
        AladConfig config = (AladConfig) GanConfig.of("alad", Map.of("hidden", 16, "latent", 4));
        try (TrainingGraph graph = new TrainingGraph(1)) {
            Placeholder<TFloat32> row = graph.tf()
                    .withName("row")
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, FEATURES.width())));
            TrainingPlan plan = AladGan.of(config, EventSpace.of(FEATURES, rows))
                    .draw(graph, row)
                    .plan();
            List<Update> updates = plan.stages().get(0).updates();
            Stage one = new Stage("one", 1, Stage.Order.SIMULTANEOUS, List.of(updates.get(player)));
            TrainingLoop loop = new TrainingLoop(graph, new TrainingPlan(List.of(one), plan.average()));
            List<Parameter> moved = updates.get(player).parameters();
            List<Parameter> still = updates.get(1 - player).parameters();
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                WeightSnapshot first = WeightSnapshot.take(session, graph.variables(), plan.parameters());
                TrainingOutcome outcome = loop.run(
                        session,
                        number -> new Batch(
                                Map.of("row", TFloat32.tensorOf(Shape.of(64, FEATURES.width()), DataBuffers.of(rows)))),
                        Budget.steps(3),
                        TrainingListener.silent(),
                        StopSignal.never());
                assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
                WeightSnapshot last = WeightSnapshot.take(session, graph.variables(), plan.parameters());
                assertThat(moved).allSatisfy(parameter -> assertThat(last.values(parameter))
                        .as(parameter.name())
                        .isNotEqualTo(first.values(parameter)));
                assertThat(still).allSatisfy(parameter -> assertThat(last.values(parameter))
                        .as(parameter.name())
                        .isEqualTo(first.values(parameter)));
            }
        }
    }

    @Test
    void shouldNameTheSettingThatCannotBe() {
        assertThatThrownBy(() -> GanConfig.of("alad", Map.of("detectorShare", 1.0)))
                .hasMessageContaining("a detectorShare in (0, 1)");
    }
}

package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class GanKindsTest {

    static List<GanConfig> kinds() {
        return List.of(
                GanConfig.of("tabular"),
                GanConfig.of("ctgan"),
                alternatives(),
                GanConfig.of("vanilla", Map.of("hidden", 16)),
                GanConfig.of("conditional", Map.of("hidden", 16)),
                GanConfig.of("wgan-gp", Map.of("hidden", 16)));
    }

    /** The tabular kind with every setting away from its default. */
    private static TabularConfig alternatives() {
        return new TabularConfig(
                32,
                64,
                1,
                0,
                0,
                1,
                0,
                0.2,
                1,
                TabularConfig.Game.WASSERSTEIN,
                TabularConfig.Encoder.MIXTURE,
                0.5,
                0,
                false,
                false,
                1,
                1e-3,
                1,
                0,
                100);
    }

    static Stream<Arguments> kindsAndPlayers() {
        return kinds().stream().flatMap(kind -> Stream.of(Arguments.of(kind, 0), Arguments.of(kind, 1)));
    }

    private static TabularData data(GanConfig kind) {
        return TabularData.of(TestTables.everyKind(400, 1), kind, 1);
    }

    private static void run(TrainingGraph graph, DrawnGan gan, TabularData data, GanConfig kind, Check check) {
        TrainingLoop loop = new TrainingLoop(graph, gan.plan());
        try (Session session = graph.open(new ExecutionConfig(1, 1))) {
            check.before(session);
            ConditionedBatches batches =
                    new ConditionedBatches(data, kind.create().conditions(data), 1);
            TrainingOutcome outcome =
                    loop.run(session, batches, Budget.steps(3), TrainingListener.silent(), StopSignal.never());
            assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
            check.after(session);
        }
    }

    private interface Check {
        void before(Session session);

        void after(Session session);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldMoveEveryParameterWhenTrained(GanConfig kind) {
        TabularData data = data(kind);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnGan gan = kind.create().draw(graph, data);
            // Both games look at differences of scores, from which the critic's last bias drops out.
            List<Parameter> parameters = gan.plan().parameters().stream()
                    .filter(parameter -> !(parameter.name().matches("critic\\..*\\.bias") && parameter.size() == 1))
                    .toList();
            run(graph, gan, data, kind, new Check() {
                private WeightSnapshot first;

                @Override
                public void before(Session session) {
                    first = WeightSnapshot.take(session, graph.variables(), parameters);
                }

                @Override
                public void after(Session session) {
                    WeightSnapshot last = WeightSnapshot.take(session, graph.variables(), parameters);
                    assertThat(parameters).allSatisfy(parameter -> assertThat(last.values(parameter))
                            .isNotEqualTo(first.values(parameter)));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndPlayers")
    void shouldLeaveTheOtherPlayerAloneWhenOneIsUpdated(GanConfig kind, int player) {
        TabularData data = data(kind);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnGan drawn = kind.create().draw(graph, data);
            List<Update> updates = drawn.plan().stages().get(0).updates();
            List<Parameter> others = updates.get(1 - player).parameters();
            Stage stage = new Stage("one player", 1, Stage.Order.ALTERNATING, List.of(updates.get(player)));
            DrawnGan gan = new DrawnGan(
                    new TrainingPlan(List.of(stage), drawn.plan().average()),
                    drawn.generator(),
                    drawn.servingWeights(),
                    drawn.estimation());
            run(graph, gan, data, kind, new Check() {
                private WeightSnapshot first;

                @Override
                public void before(Session session) {
                    first = WeightSnapshot.take(session, graph.variables(), others);
                }

                @Override
                public void after(Session session) {
                    assertThat(WeightSnapshot.take(session, graph.variables(), others)
                                    .sameBits(first))
                            .isTrue();
                }
            });
        }
    }

    @Test
    void shouldLeaveTheGeneratorAloneWhenTheCriticWarmsUp() {
        TabularConfig defaults = TabularConfig.defaults();
        TabularConfig warm = new TabularConfig(
                defaults.latent(),
                64,
                1,
                0,
                0,
                1,
                0,
                0.2,
                1,
                defaults.game(),
                defaults.encoder(),
                0,
                0.9,
                false,
                false,
                1,
                1e-3,
                1,
                0.9,
                100);
        TabularData data = data(warm);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnGan gan = warm.create().draw(graph, data);
            assertThat(gan.plan().stages()).hasSize(2);
            // Three of the ten steps of which nine are warm-up.
            TrainingLoop loop = new TrainingLoop(graph, gan.plan());
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                List<Parameter> generator = gan.generator().parameters();
                WeightSnapshot first = WeightSnapshot.take(session, graph.variables(), generator);
                int[] asked = {0};
                loop.run(
                        session,
                        new ConditionedBatches(data, warm.create().conditions(data), 1),
                        Budget.steps(10),
                        TrainingListener.silent(),
                        () -> ++asked[0] > 3);
                assertThat(WeightSnapshot.take(session, graph.variables(), generator)
                                .sameBits(first))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHaveTheWidthOfAnEncodedRowWhenGenerated(GanConfig kind) {
        TabularData data = data(kind);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnGan gan = kind.create().draw(graph, data);
            Operand<TFloat32> condition = graph.tf()
                    .zeros(graph.tf().constant(Shape.of(5, data.conditions().width())), TFloat32.class);
            Operand<TFloat32> raw =
                    gan.generator().raw(Pass.training(graph), graph.tf().constant(5), condition);
            assertThat(raw.shape().get(1)).isEqualTo(data.layout().width());
        }
    }
}

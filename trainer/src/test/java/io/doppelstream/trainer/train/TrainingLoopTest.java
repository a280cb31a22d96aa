package io.doppelstream.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.trainer.graph.WeightSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TrainingLoopTest {

    @Test
    void shouldGiveEqualBitsWhenTrainedTwiceWithTheSameSeed() {
        assertThat(trained(1, Stage.Order.SIMULTANEOUS).sameBits(trained(1, Stage.Order.SIMULTANEOUS)))
                .isTrue();
        assertThat(trained(1, Stage.Order.ALTERNATING).sameBits(trained(1, Stage.Order.ALTERNATING)))
                .isTrue();
        assertThat(trained(1, Stage.Order.SIMULTANEOUS).sameBits(trained(2, Stage.Order.SIMULTANEOUS)))
                .isFalse();
    }

    private static WeightSnapshot trained(long seed, Stage.Order order) {
        try (TinyGan gan = new TinyGan(seed)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(order, gan.criticUpdate, gan.generatorUpdate), 7);
            try (Session session = gan.open()) {
                TrainingOutcome outcome = loop.run(
                        session, TinyGan.data(), Budget.steps(60), TrainingListener.silent(), StopSignal.never());
                assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
                return WeightSnapshot.take(session, gan.average, gan.generator.parameters());
            }
        }
    }

    @Test
    void shouldLeaveTheOtherPlayerAloneWhenOnePlayerIsUpdated() {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(Stage.Order.ALTERNATING, gan.criticUpdate));
            try (Session session = gan.open()) {
                WeightSnapshot generator = gan.weights(session, gan.generator);
                WeightSnapshot critic = gan.weights(session, gan.critic);
                run(loop, session, Budget.steps(3));
                assertThat(gan.weights(session, gan.generator).sameBits(generator))
                        .isTrue();
                assertThat(gan.weights(session, gan.critic).sameBits(critic)).isFalse();
            }
        }
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(Stage.Order.ALTERNATING, gan.generatorUpdate));
            try (Session session = gan.open()) {
                WeightSnapshot critic = gan.weights(session, gan.critic);
                run(loop, session, Budget.steps(3));
                assertThat(gan.weights(session, gan.critic).sameBits(critic)).isTrue();
            }
        }
    }

    @Test
    void shouldMoveEveryParameterWhenTrained() {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingPlan plan = gan.plan(Stage.Order.SIMULTANEOUS, gan.criticUpdate, gan.generatorUpdate);
            TrainingLoop loop = new TrainingLoop(gan.graph, plan);
            try (Session session = gan.open()) {
                WeightSnapshot before = WeightSnapshot.take(session, gan.graph.variables(), plan.parameters());
                run(loop, session, Budget.steps(3));
                WeightSnapshot after = WeightSnapshot.take(session, gan.graph.variables(), plan.parameters());
                assertThat(plan.parameters()).allSatisfy(parameter -> assertThat(after.values(parameter))
                        .isNotEqualTo(before.values(parameter)));
            }
        }
    }

    @Test
    void shouldSeeGradientsOfTheSameMomentWhenPlayersMoveSimultaneously() {
        WeightSnapshot together;
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(
                    gan.graph, gan.plan(Stage.Order.SIMULTANEOUS, gan.criticUpdate, gan.generatorUpdate));
            try (Session session = gan.open()) {
                run(loop, session, Budget.steps(1));
                together = gan.weights(session, gan.generator);
            }
        }
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(Stage.Order.ALTERNATING, gan.generatorUpdate));
            try (Session session = gan.open()) {
                run(loop, session, Budget.steps(1));
                assertThat(gan.weights(session, gan.generator).sameBits(together))
                        .isTrue();
            }
        }
    }

    @Test
    void shouldReportDivergenceWhenALossIsNotFinite() {
        BatchSource notANumber = run -> {
            float[] values = new float[2 * TinyGan.ROWS];
            values[3] = Float.NaN;
            return new Batch(Map.of("real", TFloat32.tensorOf(Shape.of(TinyGan.ROWS, 2), DataBuffers.of(values))));
        };
        assertThat(outcome(notANumber, 1, StopSignal.never()))
                .isInstanceOfSatisfying(TrainingOutcome.Diverged.class, diverged -> {
                    assertThat(diverged.steps()).isEqualTo(1);
                    assertThat(diverged.what()).isEqualTo("expected a finite loss of the critic, found NaN");
                });
    }

    @Test
    void shouldReportDivergenceWhenOnlyTheLastWeightsAreNotFinite() {
        BatchSource data = TinyGan.data();
        BatchSource lastIsNotFinite = run -> {
            if (run < 2) {
                return data.batch(run);
            }
            float[] values = new float[2 * TinyGan.ROWS];
            values[0] = Float.POSITIVE_INFINITY;
            return new Batch(Map.of("real", TFloat32.tensorOf(Shape.of(TinyGan.ROWS, 2), DataBuffers.of(values))));
        };
        assertThat(outcome(lastIsNotFinite, 100, StopSignal.never()))
                .isInstanceOfSatisfying(TrainingOutcome.Diverged.class, diverged -> assertThat(diverged.what())
                        .startsWith("expected finite weights, found NaN or infinity in critic.dense-1.kernel"));
    }

    @Test
    void shouldEndBetweenRoundsWhenAStopIsRequested() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(outcome(TinyGan.data(), 1, () -> asked.incrementAndGet() > 2))
                .isInstanceOfSatisfying(
                        TrainingOutcome.Interrupted.class,
                        interrupted -> assertThat(interrupted.steps()).isEqualTo(2));
    }

    @Test
    void shouldSayWhyWhenTheBatchSourceFails() {
        BatchSource failing = run -> {
            throw new IllegalArgumentException("no rows");
        };
        assertThatThrownBy(() -> outcome(failing, 1, StopSignal.never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no rows");
    }

    @Test
    void shouldReportLossesRateAndRemainingTimeWhenRunning() {
        List<Progress> reports = new ArrayList<>();
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(
                    gan.graph, gan.plan(Stage.Order.ALTERNATING, gan.criticUpdate, gan.generatorUpdate), 2);
            try (Session session = gan.open()) {
                loop.run(session, TinyGan.data(), Budget.steps(4), reports::add, StopSignal.never());
            }
        }
        assertThat(reports).extracting(Progress::steps).containsExactly(1L, 3L);
        assertThat(reports).extracting(Progress::fraction).containsExactly(0.25, 0.75);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.losses()).containsOnlyKeys("critic", "generator");
            assertThat(report.stepsPerSecond()).isPositive();
            assertThat(report.remaining()).isPositive();
        });
    }

    @Test
    void shouldEndInTimeWhenTheBudgetIsTime() {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(
                    gan.graph, gan.plan(Stage.Order.SIMULTANEOUS, gan.criticUpdate, gan.generatorUpdate));
            try (Session session = gan.open()) {
                assertThat(run(loop, session, Budget.time(Duration.ofMillis(200))))
                        .isInstanceOfSatisfying(TrainingOutcome.Trained.class, trained -> {
                            assertThat(trained.position().elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
                            assertThat(trained.steps()).isPositive();
                        });
            }
        }
    }

    @Test
    void shouldNameTheParameterWhenItHasNoInfluenceOnTheLoss() {
        try (TinyGan gan = new TinyGan(1)) {
            Ops tf = gan.graph.tf();
            Operand<TFloat32> unrelated = tf.constant(1f);
            Operand<TFloat32> held = tf.reduceSum(
                    tf.stopGradient(
                            gan.graph.variables().of(gan.critic.parameters().get(1))),
                    tf.constant(0));
            assertThatThrownBy(() -> new TrainingLoop(gan.graph, planOfCritic(gan, unrelated)))
                    .hasMessageContaining("critic.dense-1.kernel");
            assertThatThrownBy(() -> new TrainingLoop(gan.graph, planOfCritic(gan, held)))
                    .hasMessageContaining("critic.dense-1.");
        }
    }

    private static TrainingPlan planOfCritic(TinyGan gan, Operand<TFloat32> loss) {
        Update update =
                new Update("critic", loss, gan.critic.parameters().subList(0, 2), OptimizerConfig.adam(1, 0, 0));
        return gan.plan(Stage.Order.ALTERNATING, update);
    }

    private static TrainingOutcome outcome(BatchSource source, int reportInterval, StopSignal stop) {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(
                    gan.graph,
                    gan.plan(Stage.Order.SIMULTANEOUS, gan.criticUpdate, gan.generatorUpdate),
                    reportInterval);
            try (Session session = gan.open()) {
                return loop.run(session, source, Budget.steps(3), TrainingListener.silent(), stop);
            }
        }
    }

    private static TrainingOutcome run(TrainingLoop loop, Session session, Budget budget) {
        return loop.run(session, TinyGan.data(), budget, TrainingListener.silent(), StopSignal.never());
    }
}

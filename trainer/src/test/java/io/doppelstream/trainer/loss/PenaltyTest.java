package io.doppelstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.DerivativeCheck;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Mode;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.nn.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PenaltyTest {

    static Stream<Arguments> penalties() {
        return Stream.of(
                Arguments.of("R1", Penalty.r1(1)),
                Arguments.of("R2", Penalty.r2(2)),
                Arguments.of("R1 + R2", Penalty.r1(1).plus(Penalty.r2(1))),
                Arguments.of("gradient penalty", Penalty.gradientPenalty(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("penalties")
    void shouldHaveTheRightDerivativeByWeightsWhenComparedWithFiniteDifferences(String name, Penalty penalty) {
        Layers layers = new Layers("critic");
        Network critic = Network.of(layers.dense(3, 4), layers.leakyRelu(0.2), layers.layerNorm(4), layers.dense(4, 1));
        Parameter real = new Parameter("real", Shape.of(3, 3), Initializer.zeros());
        Parameter fake = new Parameter("fake", Shape.of(3, 3), Initializer.zeros());
        List<Parameter> arguments = new ArrayList<>(List.of(real, fake));
        arguments.addAll(critic.parameters());
        DerivativeCheck.assertFirstDerivative(arguments, 11, (tf, weights) -> {
            Seeds seeds = Seeds.ofInitialization(1);
            Pass pass = new Pass(tf, Mode.TRAINING, weights, seeds, Statistics.ignored());
            Critic score = x -> critic.apply(pass, x);
            Operand<TFloat32> wholeLoss =
                    StandardLoss.RELATIVISTIC.critic(tf, score.score(weights.of(real)), score.score(weights.of(fake)));
            return tf.math.add(
                    anchoredBias(tf, weights, critic),
                    tf.math.add(wholeLoss, penalty.apply(tf, seeds, score, weights.of(real), weights.of(fake))));
        });
    }

    /** The last bias has no influence on relativistic losses; this gives it one. */
    private static Operand<TFloat32> anchoredBias(Ops tf, Weights weights, Network critic) {
        Parameter lastBias = critic.parameters().get(critic.parameters().size() - 1);
        return tf.reduceSum(tf.math.square(weights.of(lastBias)), tf.constant(0));
    }

    @Test
    void shouldBeExactWhenTheCriticIsLinear() {
        // The gradient of (3, 4) . x is (3, 4) everywhere, its norm is 5.
        assertThat(ofLinearCritic(Penalty.r1(2))).isCloseTo(25, within(1e-4f));
        assertThat(ofLinearCritic(Penalty.r2(1))).isCloseTo(12.5f, within(1e-4f));
        assertThat(ofLinearCritic(Penalty.gradientPenalty(10))).isCloseTo(160, within(1e-3f));
    }

    private static float ofLinearCritic(Penalty penalty) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> samples = tf.constant(new float[][] {{1, 2}, {-3, 1}, {0, 5}});
            Operand<TFloat32> direction = tf.constant(new float[][] {{3}, {4}});
            Operand<TFloat32> value = penalty.apply(
                    tf, Seeds.ofInitialization(1), x -> tf.linalg.matMul(x, direction), samples, tf.math.neg(samples));
            try (Session session =
                            new Session(graph, ExecutionConfig.inCallersThread().forDrawnGraph());
                    Result result = session.runner().fetch(value).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }
}

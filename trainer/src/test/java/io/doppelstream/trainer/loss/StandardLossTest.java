package io.doppelstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.DerivativeCheck;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class StandardLossTest {

    private final Parameter real = new Parameter("real-scores", Shape.of(4, 1), Initializer.zeros());
    private final Parameter fake = new Parameter("fake-scores", Shape.of(4, 1), Initializer.zeros());

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheRightDerivativesWhenComparedWithFiniteDifferences(StandardLoss loss) {
        DerivativeCheck.assertFirstDerivative(
                List.of(real, fake),
                2,
                (tf, scores) -> tf.math.add(
                        anchor(tf, scores.of(real), scores.of(fake)),
                        loss.critic(tf, scores.of(real), scores.of(fake))));
        DerivativeCheck.assertFirstDerivative(
                List.of(real, fake),
                2,
                (tf, scores) -> tf.math.add(
                        anchor(tf, scores.of(real), scores.of(fake)),
                        loss.generator(tf, scores.of(real), scores.of(fake))));
    }

    /** Keeps both scores in the function where a loss uses but one. */
    private static Operand<TFloat32> anchor(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
        return StandardLoss.WASSERSTEIN.critic(tf, tf.math.square(real), tf.math.square(fake));
    }

    @Test
    void shouldEqualTheFormulasWhenScoresAreGiven() {
        assertThat(critic(StandardLoss.RELATIVISTIC, 2, 1)).isCloseTo(softplus(-1), within(1e-5));
        assertThat(generator(StandardLoss.RELATIVISTIC, 2, 1)).isCloseTo(softplus(1), within(1e-5));
        assertThat(critic(StandardLoss.WASSERSTEIN, 2, 1)).isEqualTo(-1);
        assertThat(generator(StandardLoss.WASSERSTEIN, 2, 1)).isEqualTo(-1);
        assertThat(critic(StandardLoss.NON_SATURATING, 2, 1)).isCloseTo(softplus(-2) + softplus(1), within(1e-5));
        assertThat(generator(StandardLoss.NON_SATURATING, 2, 1)).isCloseTo(softplus(-1), within(1e-5));
        assertThat(critic(StandardLoss.HINGE, 0.5, -3)).isCloseTo(0.5, within(1e-5));
        assertThat(generator(StandardLoss.HINGE, 0.5, -3)).isEqualTo(3);
        assertThat(critic(StandardLoss.LEAST_SQUARES, 3, 1)).isCloseTo(2.5, within(1e-5));
        assertThat(generator(StandardLoss.LEAST_SQUARES, 3, 2)).isCloseTo(0.5, within(1e-5));
    }

    private static double critic(AdversarialLoss loss, double real, double fake) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            return loss.critic(tf, score(tf, real), score(tf, fake)).asTensor().getFloat();
        }
    }

    private static double generator(AdversarialLoss loss, double real, double fake) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            return loss.generator(tf, score(tf, real), score(tf, fake))
                    .asTensor()
                    .getFloat();
        }
    }

    private static Operand<TFloat32> score(Ops tf, double value) {
        return tf.constant(new float[][] {{(float) value}});
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }
}

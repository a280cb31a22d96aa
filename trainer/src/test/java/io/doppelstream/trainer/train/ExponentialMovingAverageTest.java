package io.doppelstream.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.WeightSnapshot;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;

class ExponentialMovingAverageTest {

    @Test
    void shouldStartAtTheWeightsAndFollowThemWhenTheyMove() {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(Stage.Order.ALTERNATING, gan.generatorUpdate));
            Parameter kernel = gan.generator.parameters().get(0);
            try (Session session = gan.open()) {
                float[] first = gan.weights(session, gan.generator).values(kernel);
                assertThat(average(gan, session).values(kernel)).isEqualTo(first);
                loop.run(session, TinyGan.data(), Budget.steps(1), TrainingListener.silent(), StopSignal.never());
                float[] moved = gan.weights(session, gan.generator).values(kernel);
                float[] averaged = average(gan, session).values(kernel);
                double rate = gan.average.rate(1);
                for (int index = 0; index < first.length; index++) {
                    assertThat((double) averaged[index])
                            .isCloseTo(first[index] + rate * (moved[index] - first[index]), within(1e-6));
                }
            }
        }
    }

    private static WeightSnapshot average(TinyGan gan, Session session) {
        return WeightSnapshot.take(session, gan.average, gan.generator.parameters());
    }

    @Test
    void shouldReachTheDecayWhenManyMovesWereMade() {
        try (TinyGan gan = new TinyGan(1)) {
            assertThat(gan.average.rate(1)).isCloseTo(9.0 / 11, within(1e-9));
            assertThat(gan.average.rate(1000)).isCloseTo(0.1, within(1e-9));
        }
    }
}

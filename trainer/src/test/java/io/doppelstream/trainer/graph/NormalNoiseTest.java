package io.doppelstream.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Protects the distribution of latents, and that a row of them does not depend on how many are drawn. */
class NormalNoiseTest {

    @Test
    void shouldBeNormalAndIndependentWhenManyAreDrawn() {
        int rows = 40_000;
        float[] noise = draw(rows, 4);
        double[] sorted = new double[noise.length];
        Arrays.setAll(sorted, index -> noise[index]);
        Arrays.sort(sorted);
        double distance = 0;
        for (int index = 0; index < sorted.length; index++) {
            double share = (index + 0.5) / sorted.length;
            distance = Math.max(distance, Math.abs(0.5 * Erf.erfc(-sorted[index] / Math.sqrt(2)) - share));
        }
        assertThat(distance).as("Kolmogorov-Smirnov distance").isLessThan(1.95 / Math.sqrt(sorted.length));
        for (int column = 1; column < 4; column++) {
            double product = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double one = noise[row * 4];
                double other = noise[row * 4 + column];
                product += one * other / rows;
                squares += (one * one - 1) * (other * other - 1) / rows;
            }
            assertThat(product).isCloseTo(0, within(5 / Math.sqrt(rows)));
            assertThat(squares).isCloseTo(0, within(10 / Math.sqrt(rows)));
        }
    }

    @Test
    void shouldDrawTheSameRowsWhenMoreOfThemAreAskedFor() {
        assertThat(Arrays.copyOf(draw(1_000, 5), 35)).containsExactly(draw(7, 5));
    }

    private static float[] draw(int rows, int width) {
        float[] values = new float[rows * width];
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> noise = NormalNoise.of(tf, Seeds.ofInitialization(1), tf.constant(rows), width);
            try (Result result = session.runner().fetch(noise).run()) {
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
            }
        }
        return values;
    }
}

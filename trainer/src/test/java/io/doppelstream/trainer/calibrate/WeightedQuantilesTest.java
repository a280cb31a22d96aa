package io.doppelstream.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedQuantilesTest {

    @Test
    void shouldCountEachValueByItsWeight() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        double[] weights = new double[1000];
        // The upper half alone counts: its median is three quarters.
        Arrays.fill(weights, 500, 1000, 1);
        double[][] knots = WeightedQuantiles.of(values, weights);
        int half = Arrays.binarySearch(knots[0], 0.5);
        assertThat(knots[1][half]).isCloseTo(0.75, within(0.002));
    }

    @Test
    void shouldAscendStrictlyWhenAllValuesAreEqual() {
        double[] values = new double[100];
        double[] weights = new double[100];
        Arrays.fill(weights, 1);
        for (double same : new double[] {0, 0.5, 1}) {
            Arrays.fill(values, same);
            double[] quantiles = WeightedQuantiles.of(values, weights)[1];
            assertThat(quantiles[0]).isZero();
            assertThat(quantiles[quantiles.length - 1]).isEqualTo(1);
            for (int i = 1; i < quantiles.length; i++) {
                assertThat(quantiles[i]).isGreaterThan(quantiles[i - 1]);
            }
        }
    }
}

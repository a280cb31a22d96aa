package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileFunctionTest {

    @Property
    void shouldStayWithinTheRangeOfTheData(
            @ForAll @Size(min = 1, max = 200) double[] data, @ForAll @DoubleRange(max = 1) double probability) {
        double[] sorted = Arrays.stream(data).map(x -> x % 1e12).sorted().toArray();
        QuantileFunction function = QuantileFunction.fit(sorted, Grid.NONE);
        assertThat(function.quantile(probability)).isBetween(sorted[0], sorted[sorted.length - 1]);
    }

    @Property
    void shouldKeepTheShareOfCommonValues(@ForAll @DoubleRange(min = 0.05, max = 0.9) double share) {
        int rows = 1000;
        double[] sorted = new double[rows];
        for (int i = 0; i < rows; i++) {
            sorted[i] = i < share * rows ? 7 : 8 + i;
        }
        Arrays.sort(sorted);
        QuantileFunction function = QuantileFunction.fit(sorted, Grid.WHOLE);
        assertThat(function.upTo(7.4) - function.below(6.6)).isCloseTo(Math.ceil(share * rows) / rows, within(1e-9));
        assertThat(function.quantile(share * 0.99)).isEqualTo(7);
    }

    @Property
    void shouldInvertItself(@ForAll @DoubleRange(max = 1) double probability, @ForAll long seed) {
        double[] sorted = new Random(seed).doubles(500).sorted().toArray();
        QuantileFunction function = QuantileFunction.fit(sorted, Grid.NONE);
        double value = function.quantile(probability);
        assertThat(probability).isBetween(function.below(value) - 1e-9, function.upTo(value) + 1e-9);
    }

    @Test
    void shouldFollowTheEmpiricalDistribution() {
        double[] sorted =
                new Random(1).doubles(20_000).map(x -> Math.exp(5 * x)).sorted().toArray();
        QuantileFunction function = QuantileFunction.fit(sorted, Grid.NONE);
        for (int i = 0; i < sorted.length; i += 97) {
            assertThat(function.upTo(sorted[i])).isCloseTo((i + 1.0) / sorted.length, within(0.0011));
        }
    }

    @Test
    void shouldNotKeepAKnotForEveryRow() {
        double[] sorted = new Random(1).doubles(50_000).sorted().toArray();
        assertThat(QuantileFunction.fit(sorted, Grid.NONE).values()).hasSizeLessThan(1500);
    }

    @Test
    void shouldRefuseKnotsThatDescend() {
        assertThatThrownBy(() -> new QuantileFunction(new double[] {0, 1}, new double[] {2, 1}))
                .hasMessageContaining("ascending");
    }

    @Test
    void shouldMoveValuesToStretchedProbabilities() {
        QuantileFunction function = new QuantileFunction(new double[] {0, 0.5, 0.5, 1}, new double[] {0, 10, 20, 30});
        QuantileFunction stretched = function.stretched(new double[][] {{0, 0.25, 1}, {0, 0.4, 1}});
        assertThat(stretched.quantile(0.4)).isEqualTo(function.quantile(0.25));
        // Half way between 0.25 and 1 of the old is half way between 0.4 and 1 of the new.
        assertThat(stretched.quantile(0.7)).isCloseTo(function.quantile(0.625), within(1e-9));
        assertThat(stretched.below(20)).isCloseTo(0.6, within(1e-9));
        assertThat(stretched.min()).isEqualTo(0);
        assertThat(stretched.max()).isEqualTo(30);
    }
}

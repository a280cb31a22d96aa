package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** {@code decode(encode(value)) = value}, for every codec. */
class ColumnCodecTest {

    @Property
    void shouldGiveBackEveryCategoryAndNull(
            @ForAll @IntRange(min = 1, max = 500) int size, @ForAll @IntRange(min = 0, max = 499) int value) {
        CategoryCodec codec = new CategoryCodec(size, true);
        double category = value % size;
        assertThat(roundTrip(codec, category)).isEqualTo(category);
        assertThat(roundTrip(codec, Double.NaN)).isNaN();
    }

    @Property
    void shouldGiveBackEveryWholeNumberItLearned(
            @ForAll @Size(min = 1, max = 400) @IntRange(min = -500, max = 500) int[] data, @ForAll long seed) {
        double[] sorted = Arrays.stream(data).asDoubleStream().sorted().toArray();
        QuantileFunction rest = QuantileFunction.fit(sorted, Grid.of(sorted));
        QuantileCodec codec = new QuantileCodec(new double[] {-1000, 1000}, rest, Grid.of(sorted), true);
        SplittableRandom random = new SplittableRandom(seed);
        for (double value : sorted) {
            assertThat(roundTrip(codec, value, random)).isEqualTo(value);
        }
        assertThat(roundTrip(codec, 1000, random)).isEqualTo(1000);
        assertThat(roundTrip(codec, Double.NaN, random)).isNaN();
    }

    @Property
    void shouldGiveBackTheRankOfDoublesUpToRounding(
            @ForAll @Size(min = 2, max = 200) double[] data, @ForAll long seed) {
        double[] sorted = Arrays.stream(data).map(x -> x % 1e6).sorted().toArray();
        QuantileCodec codec =
                new QuantileCodec(new double[0], QuantileFunction.fit(sorted, Grid.NONE), Grid.NONE, false);
        for (double value : sorted) {
            double decoded = roundTrip(codec, value, new SplittableRandom(seed));
            assertThat(codec.low(decoded)).isLessThanOrEqualTo(codec.high(value) + 1e-6);
            assertThat(codec.high(decoded)).isGreaterThanOrEqualTo(codec.low(value) - 1e-6);
        }
    }

    @Property
    void shouldDecodeEveryScalarToAValueOfTheLattice(
            @ForAll @Size(min = 1, max = 100) @IntRange(min = 0, max = 9999) int[] data,
            @ForAll @DoubleRange(min = -1, max = 1) double scalar) {
        double[] sorted =
                Arrays.stream(data).mapToDouble(x -> x / 100.0).sorted().toArray();
        Grid grid = Grid.of(sorted);
        QuantileCodec codec = new QuantileCodec(new double[0], QuantileFunction.fit(sorted, grid), grid, false);
        double decoded = codec.decode(0, scalar);
        assertThat(grid.contains(decoded)).isTrue();
        assertThat(decoded).isBetween(codec.min(), codec.max());
    }

    @Property(tries = 20)
    void shouldGiveBackMixtureValuesUpToClipping(@ForAll long seed) {
        double[] sorted = new SplittableRandom(seed)
                .doubles(600)
                .map(x -> x < 0.5 ? 10 + x : 500 + 20 * x)
                .sorted()
                .toArray();
        MixtureCodec codec = GaussianMixture.fit(sorted, 10, Grid.NONE, true);
        SplittableRandom random = new SplittableRandom(seed);
        int exact = 0;
        for (double value : sorted) {
            exact += Math.abs(roundTrip(codec, value, random) - value) < 1e-6 ? 1 : 0;
        }
        assertThat(exact).isGreaterThan((int) (0.95 * sorted.length));
        assertThat(roundTrip(codec, Double.NaN, random)).isNaN();
    }

    @Property
    void shouldMapScalarsToProbabilitiesAndBack(@ForAll @DoubleRange(max = 1) double probability) {
        double scalar = NormalScalar.scalar(probability);
        assertThat(scalar).isBetween(-1.0, 1.0);
        assertThat(NormalScalar.probability(scalar)).isCloseTo(probability, within(1e-9));
    }

    @Test
    void shouldRefuseNullWhereTheColumnHasNone() {
        SplittableRandom random = new SplittableRandom(1);
        assertThatThrownBy(() -> new CategoryCodec(3, false).category(Double.NaN, random))
                .hasMessageContaining("null");
        assertThatThrownBy(
                        () -> new QuantileCodec(new double[] {1}, null, Grid.WHOLE, false).category(Double.NaN, random))
                .hasMessageContaining("null");
        assertThatThrownBy(() -> new CategoryCodec(3, false).category(3, random))
                .hasMessageContaining("0 to 2");
    }

    private static double roundTrip(ColumnCodec codec, double value) {
        return roundTrip(codec, value, new SplittableRandom(1));
    }

    private static double roundTrip(ColumnCodec codec, double value, SplittableRandom random) {
        int category = codec.category(value, random);
        return codec.decode(category, codec.scalar(value, category, random));
    }
}

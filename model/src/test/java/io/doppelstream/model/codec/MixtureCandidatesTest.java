package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MixtureCandidatesTest {

    private static final int ROWS = 3000;

    private static final double[] NORMAL = sample(Random::nextGaussian);
    private static final double[] UNIFORM = sample(Random::nextDouble);
    private static final double[] TWO_MODES = sample(random -> random.nextGaussian() + (random.nextBoolean() ? 5 : -5));

    private static double[] sample(ToDoubleFunction<Random> draw) {
        Random random = new Random(1);
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> draw.applyAsDouble(random))
                .toArray();
    }

    static List<Arguments> fewModes() {
        return List.of(
                arguments("normal", NORMAL),
                arguments("uniform", UNIFORM),
                arguments("exponential", sample(random -> -Math.log(1 - random.nextDouble()))),
                arguments("log-normal", sample(random -> Math.exp(2 * random.nextGaussian()))),
                arguments("close modes", sample(random -> random.nextGaussian() + (random.nextBoolean() ? 1 : -1))),
                arguments("tiny mode", sample(random -> random.nextGaussian() + (random.nextInt(50) == 0 ? 20 : 0))));
    }

    static List<Arguments> severalModes() {
        return List.of(
                arguments("two", TWO_MODES),
                arguments(
                        "uneven",
                        sample(random ->
                                random.nextInt(5) == 0 ? 40 + 5 * random.nextGaussian() : random.nextGaussian())),
                arguments("three", sample(random -> 0.3 * random.nextGaussian() + 3 * random.nextInt(3))));
    }

    private static Table table(double[]... columns) {
        return new Table(
                new TableSchema(
                        IntStream.range(0, columns.length)
                                .mapToObj(index -> new Column(
                                        "column" + index, new ValueType.Floating(), new Role.Continuous(), true))
                                .toList(),
                        null),
                Arrays.stream(columns).<ColumnData>map(ColumnData.Doubles::new).toList());
    }

    private static Set<String> candidates(double[]... columns) {
        Table table = table(columns);
        return MixtureCandidates.of(table, CodecFitter.QUANTILE.fit(table));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("severalModes")
    void shouldBeACandidateWhenValuesClearlyHaveSeveralModes(String name, double[] values) {
        assertThat(candidates(values)).as(name).containsExactly("column0");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewModes")
    void shouldNotBeACandidateWhenThereIsOneModeThatMatters(String name, double[] values) {
        assertThat(candidates(values)).as(name).isEmpty();
    }

    @Test
    void shouldNotBeACandidateWhenTheModesAreSpikes() {
        Random random = new Random(1);
        double[] inflated = NORMAL.clone();
        Arrays.setAll(inflated, row -> random.nextInt(4) == 0 ? 30 : inflated[row]);
        double[] few = IntStream.range(0, ROWS)
                .mapToDouble(row -> random.nextInt(2) * 1000 + random.nextInt(40))
                .toArray();
        assertThat(candidates(inflated, few)).isEmpty();
    }

    @Test
    void shouldNotBeACandidateWhenAMixtureWouldBlurSpikes() {
        Random random = new Random(1);
        double[] values = TWO_MODES.clone();
        Arrays.setAll(values, row -> random.nextInt(4) == 0 ? 0 : values[row]);
        assertThat(candidates(values)).isEmpty();
    }

    @Test
    void shouldNotBeACandidateWhenARelationWouldBeLost() {
        double[] part = TWO_MODES.clone();
        double[] other = UNIFORM.clone();
        double[] total = IntStream.range(0, ROWS)
                .mapToDouble(row -> part[row] + other[row])
                .toArray();
        assertThat(candidates(part, other, total)).isEmpty();
        assertThat(candidates(part, other)).containsExactly("column0");
    }

    @Test
    void shouldEncodeTheNamedColumnsAlone() {
        Table table = table(TWO_MODES.clone(), NORMAL.clone());
        TableCodec codec = CodecFitter.QUANTILE.withMixtures(Set.of("column0")).fit(table);
        assertThat(codec.codec(0)).isInstanceOf(MixtureCodec.class);
        assertThat(codec.codec(1)).isInstanceOf(QuantileCodec.class);
    }
}

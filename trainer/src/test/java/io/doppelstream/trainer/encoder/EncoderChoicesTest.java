package io.doppelstream.trainer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.evaluate.fidelity.ColumnPairTrends;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncoderChoicesTest {

    private static EncoderChoices choices(double quantile, double mixture) {
        return EncoderChoices.of(Set.of("latitude"), Map.of("latitude", quantile), Map.of("latitude", mixture), 0.01);
    }

    @Test
    void shouldTakeTheMixtureWhenItIsClearlyBetter() {
        assertThat(choices(0.953, 0.981).mixtures()).containsExactly("latitude");
        assertThat(choices(0.953, 0.981).columns().get(0).text())
                .contains("a mixture, validation 0.981 against 0.953")
                .contains("cannot be conditioned");
    }

    @Test
    void shouldStayWithQuantilesWhenTheDifferenceMayBeNoise() {
        assertThat(choices(0.953, 0.962).mixtures()).isEmpty();
        assertThat(choices(0.953, 0.9).mixtures()).isEmpty();
        assertThat(choices(0.953, 0.962).columns().get(0).text()).startsWith("quantiles, validation 0.953");
    }

    @Test
    void shouldStayWithQuantilesWhenAScoreIsNotDefined() {
        assertThat(choices(Double.NaN, 0.9).mixtures()).isEmpty();
        assertThat(choices(0.5, Double.NaN).mixtures()).isEmpty();
        assertThat(EncoderChoices.of(Set.of("latitude"), Map.of(), Map.of(), 0.01)
                        .mixtures())
                .isEmpty();
    }

    @Test
    void shouldDecideColumnByColumn() {
        EncoderChoices choices = EncoderChoices.of(
                Set.of("b", "a"), Map.of("a", 0.9, "b", 0.9, "c", 0.1), Map.of("a", 0.8, "b", 0.95, "c", 0.9), 0.01);
        assertThat(choices.columns()).extracting(EncoderChoice::column).containsExactly("a", "b");
        assertThat(choices.mixtures()).containsExactly("b");
    }

    @Test
    void shouldScoreAColumnByItsShapeAndItsPairs() {
        Table real = TestTables.everyKind(300, 1);
        Table other = TestTables.everyKind(300, 2);
        double shape = ColumnShapes.of(real, other).get(1).score();
        double trends = ColumnPairTrends.withRealBins(real, other).stream()
                .filter(pair -> pair.columns().contains("age"))
                .mapToDouble(pair -> pair.score())
                .filter(score -> !Double.isNaN(score))
                .average()
                .orElseThrow();
        assertThat(ColumnQuality.of(real, other).get("age")).isCloseTo((shape + trends) / 2, within(1e-12));
        assertThat(ColumnQuality.of(real, other)).doesNotContainKey("plan");
        assertThat(ColumnQuality.of(real, real).get("age")).isCloseTo(1, within(1e-12));
    }
}

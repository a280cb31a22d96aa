package io.doppelstream.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoringTest {

    @Property
    void shouldRiseWithTheScoreWithinZeroAndOne(
            @ForAll @Size(min = 1, max = 50) int[] scores, @ForAll double one, @ForAll double other) {
        Calibration calibration =
                Calibration.of(Arrays.stream(scores).asDoubleStream().toArray());
        double low = calibration.percentile(Math.min(one, other));
        double high = calibration.percentile(Math.max(one, other));
        assertThat(low).isBetween(0.0, 1.0);
        assertThat(high).isBetween(low, 1.0);
    }

    @Test
    void shouldAlertAtTheRateThatIsAskedFor() {
        Random random = new Random(1);
        double[] heldOut = random.doubles(5_000).map(x -> x * x).toArray();
        double[] fresh = random.doubles(20_000).map(x -> x * x).toArray();
        Calibration calibration = Calibration.of(heldOut);
        for (double rate : new double[] {0.2, 0.05, 0.01}) {
            double alerts = Arrays.stream(fresh)
                    .filter(score -> calibration.percentile(score) > 1 - rate)
                    .count();
            assertThat(alerts / fresh.length).isCloseTo(rate, within(0.1 * rate + 0.005));
        }
    }

    @Test
    void shouldKeepTheOrderBeyondAllHeldOutScores() {
        Calibration calibration = Calibration.of(new double[] {1, 2, 3});
        assertThat(calibration.percentile(4)).isGreaterThan(calibration.percentile(3));
        assertThat(calibration.percentile(1e6))
                .isGreaterThan(calibration.percentile(4))
                .isLessThan(1);
        assertThat(calibration.percentile(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void shouldPutEqualScoresInTheMiddleOfTheirShare() {
        Calibration calibration = Calibration.of(new double[] {7, 7, 7, 7});
        assertThat(calibration.percentile(7)).isCloseTo(0.5, within(1e-9));
        assertThat(calibration.percentile(8)).isGreaterThan(0.999);
    }

    @Test
    void shouldTakeTheMeanOfRanksWhereThatIsTheDefault() {
        Scoring scoring = scoring(Scoring.RANK_MEAN);
        assertThat(scoring.needed()).containsExactly("alad", "critic");
        assertThat(scoring.percentile(new double[] {99, 990})).isGreaterThan(0.95);
        assertThat(scoring.percentile(new double[] {99, 0})).isBetween(0.3, 0.7);
        assertThat(scoring.percentile("alad", new double[] {99, 0})).isGreaterThan(0.95);
    }

    @Test
    void shouldGiveTheDefaultScoreBeforeItsCalibration() {
        assertThat(scoring("critic").value(new double[] {1, 1e30})).isEqualTo(1e30);
        Scoring mean = scoring(Scoring.RANK_MEAN);
        assertThat(mean.value(new double[] {50, 500})).isCloseTo(0.5, within(0.05));
        assertThat(mean.value(new double[] {2e6, 500})).isGreaterThan(mean.value(new double[] {1e6, 500}));
        assertThatThrownBy(() -> mean.value(new double[] {1})).hasMessageContaining("found 1");
    }

    @Test
    void shouldReadOnlyWhatTheDefaultNeeds() {
        assertThat(scoring("critic").percentile(new double[] {Double.NaN, 990})).isGreaterThan(0.95);
        assertThat(scoring("critic").needed()).containsExactly("critic");
    }

    @Test
    void shouldComeBackFromJson() throws Exception {
        JsonMapper mapper = new JsonMapper();
        Scoring scoring = scoring("alad");
        String json = mapper.writeValueAsString(scoring);
        Scoring read = mapper.readValue(json, Scoring.class);
        assertThat(mapper.writeValueAsString(read)).isEqualTo(json);
        assertThat(read.percentile(new double[] {50, 500})).isEqualTo(scoring.percentile(new double[] {50, 500}));
    }

    @Test
    void shouldRefuseWhatDoesNotBelongTogether() {
        Scoring scoring = scoring("alad");
        assertThatThrownBy(() -> scoring.percentile(new double[] {1})).hasMessageContaining("[alad, critic], found 1");
        assertThatThrownBy(() -> scoring("nobody")).hasMessageContaining("found 'nobody'");
        assertThatThrownBy(() -> new Scoring.Member("rank-mean", Calibration.of(new double[] {1})))
                .hasMessageContaining("found 'rank-mean'");
        assertThatThrownBy(() -> new Calibration(new double[] {1, 2})).hasMessageContaining("1001 quantiles");
    }

    private static Scoring scoring(String score) {
        double[][] raw = new double[100][];
        Arrays.setAll(raw, i -> new double[] {i, 10 * i});
        return Scoring.of(List.of("alad", "critic"), raw, score, Scoring.Criterion.GIVEN, Map.of("alad", 0.9));
    }
}

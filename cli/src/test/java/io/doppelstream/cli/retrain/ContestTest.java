package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static List<Map<String, Double>> samples(double... qualities) {
        return Arrays.stream(qualities)
                .mapToObj(quality -> Map.of("quality", quality, "columnShapes", 2 * quality))
                .toList();
    }

    private static Contest contest(List<Map<String, Double>> champion, List<Map<String, Double>> challenger) {
        return new Contest(champion, challenger, 1000);
    }

    @Test
    void shouldPreferWhatIsBetterInEverySample() {
        Contest contest = contest(samples(.90, .91, .90, .91, .90), samples(.95, .96, .95, .96, .95));
        assertThat(contest.difference()).isCloseTo(.05, within(1e-12));
        assertThat(contest.better(0)).isTrue();
        assertThat(contest.better(.049)).isTrue();
        assertThat(contest.better(.051)).isFalse();
    }

    @Test
    void shouldKeepTheChampionWhenTheNewVersionIsAsGood() {
        assertThat(contest(samples(.9, .9, .9), samples(.9, .9, .9)).better(0)).isFalse();
        assertThat(contest(samples(.9, .9, .9), samples(.8, .8, .8)).better(0)).isFalse();
    }

    /** Differences .04 -.02 .05 -.01 .04: mean .02, standard error .0145. */
    @Test
    void shouldKeepTheChampionWhenTheDifferenceMayBeChance() {
        Contest contest = contest(samples(.90, .94, .90, .94, .90), samples(.94, .92, .95, .93, .94));
        assertThat(contest.difference()).isCloseTo(.02, within(1e-12));
        assertThat(contest.uncertainty()).isCloseTo(2.132 * .0144914, within(1e-6));
        assertThat(contest.better(0)).isFalse();
    }

    @Test
    void shouldReportMeansAndSayWhatWasAskedFor() {
        Contest contest = contest(samples(.90, .92), samples(.80, .82));
        assertThat(contest.championFigures().get("quality")).isCloseTo(.91, within(1e-12));
        assertThat(contest.challengerFigures().get("columnShapes")).isCloseTo(1.62, within(1e-12));
        assertThat(contest.summary(.002))
                .contains("quality 0.8100 against the champion's 0.9100", "1,000 records", "-0.1000", "0.0020");
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        assertThatThrownBy(() -> contest(samples(.9, .9), samples(.9))).hasMessageContaining("found 2 and 1");
        assertThatThrownBy(() -> contest(List.of(Map.of(), Map.of()), samples(.9, .9)))
                .hasMessageContaining("Expected columns by which records can be compared");
    }
}

package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static final Margins NONE = new Margins(0, 0);

    private static List<Map<String, Double>> samples(double... qualities) {
        return Arrays.stream(qualities)
                .mapToObj(quality -> Map.of("quality", quality, "columnShapes", 2 * quality))
                .toList();
    }

    private static List<Map<String, Double>> detecting(double quality, double detection) {
        return List.of(
                Map.of("quality", quality, "detection", detection),
                Map.of("quality", quality + .01, "detection", detection - .01));
    }

    private static Contest contest(List<Map<String, Double>> champion, List<Map<String, Double>> challenger) {
        return new Contest(champion, challenger, 1000);
    }

    private static PairedFigure quality(Contest contest, double margin) {
        return contest.figures(new Margins(margin, 0)).get(0);
    }

    @Test
    void shouldPreferWhatIsBetterInEverySample() {
        Contest contest = contest(samples(.90, .91, .90, .91, .90), samples(.95, .96, .95, .96, .95));
        assertThat(quality(contest, 0).difference()).isCloseTo(.05, within(1e-12));
        assertThat(contest.better(NONE)).isTrue();
        assertThat(contest.better(new Margins(.049, 0))).isTrue();
        assertThat(contest.better(new Margins(.051, 0))).isFalse();
    }

    @Test
    void shouldKeepTheChampionWhenTheNewVersionIsAsGood() {
        assertThat(contest(samples(.9, .9, .9), samples(.9, .9, .9)).better(NONE))
                .isFalse();
        assertThat(contest(samples(.9, .9, .9), samples(.8, .8, .8)).better(NONE))
                .isFalse();
    }

    /** Differences .04 -.02 .05 -.01 .04: mean .02, standard error .0145. */
    @Test
    void shouldKeepTheChampionWhenTheDifferenceMayBeChance() {
        Contest contest = contest(samples(.90, .94, .90, .94, .90), samples(.94, .92, .95, .93, .94));
        assertThat(quality(contest, 0).difference()).isCloseTo(.02, within(1e-12));
        assertThat(quality(contest, 0).uncertainty()).isCloseTo(2.132 * .0144914, within(1e-6));
        assertThat(contest.better(NONE)).isFalse();
    }

    @Test
    void shouldTakeWhatIsBetterInOneAndWorseInNeither() {
        Margins margins = new Margins(.02, .05);
        Contest detectsBetter = contest(detecting(.9, .7), detecting(.91, .8));
        assertThat(detectsBetter.better(margins)).isTrue();
        assertThat(detectsBetter.better(new Margins(.02, .2))).isFalse();
        assertThat(contest(detecting(.9, .7), detecting(.95, .66)).better(margins))
                .as("worse at detecting, but within the margin")
                .isTrue();
        assertThat(contest(detecting(.9, .7), detecting(.95, .6)).better(margins))
                .as("worse at detecting")
                .isFalse();
        assertThat(contest(detecting(.9, .7), detecting(.85, .8)).better(margins))
                .as("worse records")
                .isFalse();
        assertThat(detectsBetter.summary(margins))
                .contains("quality 0.9150 against the champion's 0.9050", "detection 0.7950", "more than 0.0500");
    }

    @Test
    void shouldCompareRecordsAloneWhereOneDoesNotDetect() {
        Contest contest = contest(detecting(.9, .9), samples(.95, .96));
        assertThat(contest.figures(NONE)).extracting(PairedFigure::name).containsExactly("quality");
        assertThat(contest.better(NONE)).isTrue();
    }

    @Test
    void shouldReportMeansAndSayWhatWasAskedFor() {
        Contest contest = contest(samples(.90, .92), samples(.80, .82));
        assertThat(contest.championFigures().get("quality")).isCloseTo(.91, within(1e-12));
        assertThat(contest.challengerFigures().get("columnShapes")).isCloseTo(1.62, within(1e-12));
        assertThat(contest.summary(new Margins(.002, 0)))
                .contains("quality 0.8100 against the champion's 0.9100", "1,000 records", "-0.1000", "0.0020");
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        assertThatThrownBy(() -> contest(samples(.9, .9), samples(.9)).better(NONE))
                .hasMessageContaining("found 2 and 1");
        assertThatThrownBy(() -> contest(List.of(Map.of(), Map.of()), samples(.9, .9)))
                .hasMessageContaining("Expected columns by which records can be compared");
        assertThatThrownBy(() -> new Margins(0, 1)).hasMessageContaining("--detection-margin");
    }
}

package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.TinyDetector;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of orders against itself with another default score, on orders that it was not trained on. */
class ModelComparisonTest {

    private static final Margins MARGINS = new Margins(.002, .02);
    private static final Comparator<Map.Entry<String, Double>> BY_FIGURE = Map.Entry.comparingByValue();

    @TempDir
    static Path folder;

    private static Path holdout;
    private static ModelPackage weak;
    private static ModelPackage strong;

    @BeforeAll
    static void writeVersions() throws Exception {
        Scoring scoring = TinyDetector.shared().manifest().scoring();
        Map<String, Double> figures = scoring.figures();
        weak = version("weak", scored(scoring, figures.entrySet().stream().min(BY_FIGURE)));
        strong = version("strong", scored(scoring, figures.entrySet().stream().max(BY_FIGURE)));
        holdout = folder.resolve("holdout.parquet");
        ModelComparison.write(TinyDetector.orders(folder.resolve("later.csv"), 600, 3), 1, holdout);
    }

    private static Scoring scored(Scoring scoring, Optional<Map.Entry<String, Double>> score) {
        return new Scoring(
                scoring.members(),
                score.orElseThrow().getKey(),
                scoring.rankMean(),
                scoring.criterion(),
                scoring.figures());
    }

    private static ModelPackage version(String version, Scoring scoring) throws IOException {
        ModelPackage shared = TinyDetector.shared();
        Path copy = folder.resolve(version);
        Files.createDirectories(copy.resolve(ModelPackage.SAVED_MODEL));
        Path weights = Path.of(ModelPackage.SAVED_MODEL, "saved_model.pb");
        Files.copy(shared.directory().resolve(weights), copy.resolve(weights));
        Manifest manifest = shared.manifest().withVersion(version).withScoring(scoring);
        return ModelPackage.seal(copy, manifest);
    }

    @Test
    void shouldPreferWhatDetectsBetterWhereTheRecordsAreAsGood() throws Exception {
        Contest contest = ModelComparison.run(holdout, weak, strong);

        assertThat(contest.challengerFigures())
                .containsKeys("quality", "detection", "detection.value-shift", "detection.swapped-category")
                .containsKey("detection.impossible-combination");
        PairedFigure quality = contest.figures(MARGINS).get(0);
        PairedFigure detection = contest.figures(MARGINS).get(1);
        assertThat(quality.difference()).isZero();
        assertThat(detection.name()).isEqualTo("detection");
        assertThat(detection.difference()).isGreaterThan(.05);
        assertThat(contest.better(MARGINS)).as(contest.summary(MARGINS)).isTrue();
        assertThat(ModelComparison.run(holdout, strong, weak).better(MARGINS)).isFalse();
    }

    @Test
    void shouldCompareRecordsAloneWithAModelThatDoesNotDetect() throws Exception {
        Contest contest = ModelComparison.run(holdout, strong, version("silent", null));

        assertThat(contest.figures(MARGINS)).extracting(PairedFigure::name).containsExactly("quality");
        assertThat(contest.championFigures()).doesNotContainKey("detection");
        assertThat(contest.better(new Margins(0, 0))).isFalse();
    }
}

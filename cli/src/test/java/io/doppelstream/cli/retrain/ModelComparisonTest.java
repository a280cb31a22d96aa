package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.TinyDetector;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of orders against each other, on orders that none of them was trained on. */
class ModelComparisonTest {

    private static final Margins MARGINS = new Margins(.002, .02);

    @TempDir
    static Path folder;

    private static Path holdout;
    private static ModelPackage outdated;
    private static ModelPackage current;

    @BeforeAll
    static void train() throws Exception {
        outdated = TinyDetector.train(orders("old", 900, 3_000, 1), "outdated", folder);
        current = TinyDetector.shared();
        holdout = folder.resolve("holdout.parquet");
        ModelComparison.write(orders("later", 600, 0, 3), 1, holdout);
    }

    private static Table orders(String name, int rows, double expensive, long seed) throws Exception {
        return TinyDetector.orders(folder.resolve(name + ".csv"), rows, expensive, seed);
    }

    @Test
    void shouldCompareDetectorsByWhatTheyFindAmongRealRecords() throws Exception {
        Contest contest = ModelComparison.run(holdout, outdated, current);

        Map<String, Double> found = contest.challengerFigures();
        assertThat(found)
                .containsKeys("quality", "detection", "detection.value-shift", "detection.swapped-category")
                .containsKey("detection.impossible-combination");
        assertThat(found.get("detection.value-shift")).isBetween(0.6, 1.0);
        assertThat(contest.figures(MARGINS)).extracting(PairedFigure::name).containsExactly("quality", "detection");
        assertThat(contest.figures(MARGINS).get(1).difference()).isPositive();
        assertThat(contest.better(MARGINS)).as(contest.summary(MARGINS)).isTrue();
        assertThat(ModelComparison.run(holdout, current, outdated).better(MARGINS))
                .isFalse();
    }

    @Test
    void shouldFindNothingBetterInTheSameModel() throws Exception {
        Contest contest = ModelComparison.run(holdout, current, current);

        assertThat(contest.challengerFigures()).isEqualTo(contest.championFigures());
        assertThat(contest.better(new Margins(0, 0))).isFalse();
    }
}

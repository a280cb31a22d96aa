package io.doppelstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.CommandLineRun;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demos end to end, with trainings too short for quality but not for the path. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void shouldRunTheMainJobAndSumItUp() throws Exception {
        CommandLineRun demo = CommandLineRun.of("demo", "--exit", "--seconds", "8", "--out", folder.toString());
        assertThat(demo.code()).as(demo.err()).isZero();
        JsonNode summary =
                new JsonMapper().readTree(folder.resolve("summary.json").toFile());
        // Four fifths of the table, less the twentieth of them that is set aside for validation.
        assertThat(summary.get("trainedRows").asLong()).isEqualTo(34_361);
        assertThat(summary.get("requested").asLong()).isEqualTo(15_000);
        assertThat(summary.get("delivered").asLong()).isEqualTo(15_000);
        assertThat(summary.get("conditioned").asLong()).isEqualTo(5_000);
        assertThat(summary.get("conditionedSatisfied").asLong()).isEqualTo(5_000);
        assertThat(summary.get("deadLetters").asLong()).isEqualTo(1);
        assertThat(summary.get("deadLetterReason").asText()).isEqualTo("CONDITION_CONTRADICTORY");
        assertThat(summary.get("columnShapes").get("columns")).hasSize(17);
        assertThat(summary.get("columnShapes").get("score").asDouble()).isGreaterThan(0.7);
        assertThat(summary.get("recordsPerSecond").asDouble()).isPositive();
        assertThat(summary.get("digest").asText()).hasSize(64);
        assertThat(folder.resolve("model/report.html")).exists();
    }

    @Test
    void shouldTrainOnImagesAndMeasureThoseThatCameBack() throws Exception {
        CommandLineRun demo =
                CommandLineRun.of("demo", "images", "--exit", "--epochs", "20", "--out", folder.toString());
        assertThat(demo.code()).as(demo.err()).isZero();
        JsonNode summary =
                new JsonMapper().readTree(folder.resolve("summary.json").toFile());
        assertThat(summary.get("requested").asLong()).isEqualTo(500);
        assertThat(summary.get("delivered").asLong()).isEqualTo(500);
        // By chance it would be .1.
        assertThat(summary.get("labelAgreement").asDouble()).isGreaterThan(0.5);
        assertThat(summary.get("classesCovered").asInt()).isGreaterThan(5);
        assertThat(summary.get("fidRatio").asDouble()).isGreaterThan(0);
        BufferedImage grid = ImageIO.read(folder.resolve("grid.png").toFile());
        // Ten labels, each in three lines of up to twenty images that are enlarged to 40 pixels.
        assertThat(grid.getHeight()).isGreaterThan(30 * 40);
        assertThat(grid.getWidth()).isGreaterThan(20 * 40);
        assertThat(folder.resolve("model/report.html")).exists();
    }
}

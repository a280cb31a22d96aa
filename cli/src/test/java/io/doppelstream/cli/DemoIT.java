package io.doppelstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo end to end, with a training too short for quality but not for the path. */
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
}

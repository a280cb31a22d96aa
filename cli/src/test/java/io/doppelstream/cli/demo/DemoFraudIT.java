package io.doppelstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of a stream, trained just long enough to run through; apart from {@link DemoIT}, so that both can run at once. */
class DemoFraudIT {

    @TempDir
    Path folder;

    @Test
    void shouldBalanceAndScoreAStreamWithAnomaliesInIt() throws Exception {
        CommandLineRun demo = CommandLineRun.of(
                "demo",
                "fraud",
                "--exit",
                "--seconds",
                "8",
                "--anomaly-kinds",
                "tail,value-shift",
                "--out",
                folder.toString());
        assertThat(demo.code()).as(demo.err()).isZero();
        JsonNode summary =
                new JsonMapper().readTree(folder.resolve("summary.json").toFile());
        assertThat(summary.get("events").asLong()).isEqualTo(9_042);
        assertThat(summary.get("realShare").asDouble()).isLessThan(0.15);
        assertThat(summary.get("achievedShare").asDouble())
                .isBetween(
                        summary.get("targetShare").asDouble(),
                        summary.get("targetShare").asDouble() + 0.03);
        assertThat(summary.get("injected").asLong()).isEqualTo(400);
        assertThat(summary.get("recallByKind")).hasSize(2);
        assertThat(summary.get("recallByKind").get("value-shift").asDouble())
                .isGreaterThan(summary.get("alertedShare").asDouble());
    }
}

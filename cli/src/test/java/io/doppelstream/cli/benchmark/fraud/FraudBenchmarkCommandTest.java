package io.doppelstream.cli.benchmark.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.trainer.evaluate.learner.Learner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudBenchmarkCommandTest {

    private static final int ROWS = 900;

    @TempDir
    Path folder;

    /** Payments in no order; frauds, about one in twelve, have larger amounts. */
    private Path payments() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            boolean fraud = random.nextInt(12) == 0;
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%s,%d",
                    60 * row,
                    Math.exp(3 + random.nextGaussian() + (fraud ? 1.5 : 0)),
                    random.nextInt(3) == 0 ? "shop" : "web",
                    fraud ? 1 : 0));
        }
        Collections.shuffle(lines, random);
        lines.add(0, "paidAt,amount,channel,isFraud");
        return Files.write(folder.resolve("payments.csv"), lines);
    }

    @Test
    void shouldRecommendAShareForATableOfTheUserAndKeepWhatIsDone() throws Exception {
        assumeTrue(Learner.unavailable().isEmpty(), "XGBoost's native library");
        Path out = folder.resolve("results");
        String[] arguments = {
            "benchmark",
            "fraud",
            "--data",
            payments().toString(),
            "--where",
            "isFraud = 1",
            "--time",
            "paidAt",
            "--shares",
            "0.05,0.3",
            "--seeds",
            "1",
            "--minutes",
            "0.02",
            "--repeat-to",
            "0.2",
            "--out",
            out.toString(),
            "--json"
        };
        CommandLineRun run = CommandLineRun.of(arguments);

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode report = Json.INDENTED.readTree(run.out()).get(0);
        assertThat(report.get("split").asText()).isEqualTo("by time");
        assertThat(report.get("train").get("rows").asInt()).isEqualTo(ROWS * 3 / 5);
        assertThat(report.get("arms"))
                .extracting(arm -> arm.get("method").asText())
                .containsExactly("real", "weights", "smote", "conditioned", "synthetic_positives");
        assertThat(report.get("arms"))
                .allSatisfy(arm ->
                        assertThat(arm.get("averagePrecision").asDouble()).isBetween(0.0, 1.0));
        assertThat(report.get("recommendedShare").asDouble()).isIn(0.0, 0.3);
        assertThat(report.get("gates").fieldNames())
                .toIterable()
                .containsExactly("notWorseThanReal", "notWorseThanSmote");

        FileTime made = Files.getLastModifiedTime(out.resolve("payments-1.json"));
        CommandLineRun again = CommandLineRun.of(arguments);
        assertThat(again.out()).isEqualTo(run.out());
        assertThat(Files.getLastModifiedTime(out.resolve("payments-1.json"))).isEqualTo(made);

        arguments[11] = "2";
        arguments[13] = "0.03";
        CommandLineRun other = CommandLineRun.of(arguments);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("minutes=0.03", "name another folder with --out");
    }

    @Test
    void shouldSayWhatIsMissingForATableOfTheUser() throws Exception {
        CommandLineRun run =
                CommandLineRun.of("benchmark", "fraud", "--data", payments().toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Expected --where").contains("without --where");

        CommandLineRun common = CommandLineRun.of(
                "benchmark", "fraud", "--data", payments().toString(), "--where", "isFraud = 1", "--shares", "0.05");
        assertThat(common.code()).isEqualTo(1);
        assertThat(common.err())
                .contains("Expected a share above that of the rare class")
                .contains("found [0.05]");

        CommandLineRun unsorted = CommandLineRun.of(
                "benchmark", "fraud", "--data", payments().toString(), "--where", "isFraud = 1", "--time", "channel");
        assertThat(unsorted.code()).isEqualTo(1);
        assertThat(unsorted.err()).contains("Expected --time columns of numbers, dates, timestamps or names of months");
    }

    @Test
    void shouldOrderRowsByYearAndNameOfMonth() throws Exception {
        List<String> lines = new ArrayList<>(List.of("year,month,amount,isFraud"));
        String[] months = {"Dec", "January", "Feb"};
        for (int row = 0; row < 300; row++) {
            lines.add((row % 2 == 0 ? 2024 : 2023) + "," + months[row % 3] + "," + (row + 0.5) + ","
                    + (row % 5 == 0 ? 1 : 0));
        }
        Path file = Files.write(folder.resolve("claims.csv"), lines);

        FraudRows rows = FraudRows.read(FraudTask.own(file, "isFraud = 1", List.of("year", "month")), 1_000);

        assertThat(rows.labelled().rows().schema().names()).isEqualTo("amount, isFraud");
        double[] amounts = IntStream.range(0, 300)
                .mapToDouble(rows.labelled().rows().column(0)::number)
                .toArray();
        // January 2023 are odd rows whose remainder by three is one: 1, 7, ...; the last ones are December 2024: 0, 6,
        // ...
        assertThat(amounts).startsWith(1.5, 7.5).endsWith(288.5, 294.5);
        assertThat(rows.target()).isEqualTo(1);
    }
}

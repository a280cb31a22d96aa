package io.doppelstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    @TempDir
    Path folder;

    private Path csv;
    private Path out;

    @BeforeEach
    void writeTable() throws IOException {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("age,income,education,plan\n");
        for (int row = 0; row < 300; row++) {
            rows.append(18 + random.nextInt(60))
                    .append(',')
                    .append(random.nextInt(2) == 0 ? "low" : "high")
                    .append(',')
                    .append(List.of("primary", "secondary", "tertiary").get(random.nextInt(3)))
                    .append(",basic\n");
        }
        csv = Files.writeString(folder.resolve("people.csv"), rows);
        out = folder.resolve("model");
    }

    private CommandLineRun train(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", "--data", csv.toString(), "--name", "people", "--out", out.toString(), "--epochs", "2"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private void assertRefused(CommandLineRun run, String... words) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldNameTheNearestColumnsWhenOneIsMisspelt() {
        assertRefused(train("--target", "Incom"), "target", "'Incom'", "did you mean 'income'");
        assertRefused(train("--target", "income", "--protected", "educaton"), "protected column", "'education'");
        assertRefused(train("--protected", "age"), "name it with --target");
        assertRefused(train("--target", "plan"), "'plan', which is constant");
    }

    @Test
    void shouldNameTheSettingsWhenOneIsMisspelt() throws IOException {
        Path config = folder.resolve("settings.yaml");
        Files.writeString(config, "training: {hiden: 64}");
        assertRefused(train("--config", config.toString()), "hidden", "found 'hiden'");
        Files.writeString(config, "training: {batch: 1}");
        assertRefused(train("--config", config.toString()), "positive sizes");
    }

    @Test
    void shouldRefuseLabelsOfAnomaliesWithoutADetector() {
        assertRefused(
                train("--anomaly-where", "income = 'high'"), "--anomaly-where with --kind alad", "--kind tabular");
        assertRefused(train("--normal-only", "--kind", "alad"), "--normal-only with --anomaly-where");
    }

    @Test
    void shouldRefuseANegativePatience() {
        assertRefused(train("--patience", "-1"), "--patience of at least 0, found -1");
    }

    @Test
    void shouldRefuseToResumeWhenThereIsNoCheckpoint() {
        assertRefused(train("--resume"), "found none in " + out + ".checkpoint", "without --resume");
    }

    @Test
    void shouldTellOfACheckpointInsteadOfOverwritingIt() throws IOException {
        Path state = Files.createDirectories(folder.resolve("model.checkpoint")).resolve("state");
        Files.writeString(state, "something");
        assertRefused(train(), "found " + out + ".checkpoint", "--resume", "remove it");
        assertRefused(train("--resume"), "found a file that does not start like one");
        assertThat(state).hasContent("something");
    }

    @Test
    void shouldWarnAndSayWhatWasSpentWhenTrainedPrivately() {
        CommandLineRun run = train("--epsilon", "10");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("epsilon 10", "taken for public: names, types", "constant, and their value: plan")
                .contains("NOT covered", "quality.json", "the other columns do not follow");
        assertThat(run.out()).contains("differential privacy spent: epsilon ", "add or remove one row");
        assertThat(folder.resolve("model.checkpoint")).doesNotExist();
    }

    @Test
    void shouldRefuseABudgetThatPromisesNothing() {
        assertRefused(train("--epsilon", "1", "--delta", "0.01"), "--delta below", "for 240 rows", "found 0.01");
        assertRefused(train("--epsilon", "0"), "a positive epsilon", "found 0.0");
        assertRefused(train("--delta", "1e-6"), "--epsilon with --delta");
        assertRefused(train("--epsilon", "1", "--resume"), "without --resume");
        assertRefused(train("--epsilon", "1", "--kind", "ctgan"), "kind 'tabular'", "found ctgan");
    }

    @Test
    void shouldSayWhyItEndedAndWhatWasPublishedWhenTrained() {
        CommandLineRun run = train("--target", "income", "--protected", "education");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("until the budget was used up")
                .contains("published is step")
                .contains("export and evaluation took");
        assertThat(run.err()).contains("validation quality");
        assertThat(folder.resolve("model.checkpoint")).doesNotExist();
    }
}

package io.doppelstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.gan.GanConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveAnExampleInTheHelpOfEveryCommand() {
        for (Map.Entry<String, CommandLine> command :
                Doppel.commandLine().getSubcommands().entrySet()) {
            CommandLineRun help = CommandLineRun.of(command.getKey(), "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).as(command.getKey()).contains("Example:").contains("doppel " + command.getKey());
        }
    }

    @Test
    void shouldNameEveryKindInTheHelpOfTrain() {
        assertThat(CommandLineRun.of("train", "--help").out()).contains(GanConfig.KINDS);
    }

    @Test
    void shouldExitWith2OnWrongUsage() {
        assertThat(CommandLineRun.of().code()).isEqualTo(2);
        CommandLineRun misspelt = CommandLineRun.of("trian");
        assertThat(misspelt.code()).isEqualTo(2);
        assertThat(misspelt.err()).contains("train");
        assertThat(CommandLineRun.of("sample", "--rows", "many").code()).isEqualTo(2);
        CommandLineRun neither = CommandLineRun.of("request", "--model", "m");
        assertThat(neither.code()).isEqualTo(2);
        assertThat(neither.err()).contains("--rows N, --rate R or both");
        CommandLineRun soon = CommandLineRun.of("request", "--model", "m", "--rate", "5", "--until", "soon");
        assertThat(soon.code()).isEqualTo(2);
        assertThat(soon.err()).contains("found 'soon'");
        assertThat(CommandLineRun.of("requests").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("models", "promote", "bank").code()).isEqualTo(2);
        CommandLineRun share = CommandLineRun.of("models", "split", "bank", "2", "--share", "110%");
        assertThat(share.code()).isEqualTo(2);
        assertThat(share.err()).contains("found '110%'");
        assertThat(CommandLineRun.of("models", "split", "bank").err()).contains("VERSION or --end");
        CommandLineRun over =
                CommandLineRun.of("augment", "--topic", "t", "--model", "m", "--where", "y = 1", "--share", "30%");
        assertThat(over.code()).isEqualTo(2);
        assertThat(over.err()).contains("--window", "--events");
        CommandLineRun both =
                CommandLineRun.of("request", "--model", "m@champion", "--model-version", "1", "--rows", "1");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("found both");
    }

    @Test
    void shouldExitWith1AndOneSentenceOnBadInput() throws Exception {
        CommandLineRun missing = CommandLineRun.of(
                "train",
                "--data",
                "none.csv",
                "--name",
                "x",
                "--out",
                folder.resolve("m").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .contains("Expected a CSV, Parquet or JSON file")
                .doesNotContain("\tat ");
        Path csv = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n3,4\n");
        assertThat(CommandLineRun.of("train", "--data", csv.toString(), "--name", "a b", "--out", "x")
                        .err())
                .contains("--name");
        assertThat(CommandLineRun.of(
                                "train",
                                "--data",
                                csv.toString(),
                                "--name",
                                "a",
                                "--model-version",
                                "@champion",
                                "--out",
                                "x")
                        .err())
                .as("that would be an alias")
                .contains("--model-version", "found '@champion'");
        assertThat(CommandLineRun.of("train", "--data", csv.toString(), "--name", "a", "--kind", "gans", "--out", "x")
                        .err())
                .contains("tabular");
        CommandLineRun augment = CommandLineRun.of(
                "augment", "--topic", "t", "--model", "m", "--where", "y = ", "--share", "100%", "--window", "5m");
        assertThat(augment.code()).isEqualTo(1);
        assertThat(augment.err())
                .contains("augmentations.t.share to be a share above 0 and below 1", "augmentations.t.where")
                .doesNotContain("\tat ");
        CommandLineRun score = CommandLineRun.of("score", "--topic", "t", "--model", "m", "--alert-rate", "100%");
        assertThat(score.code()).isEqualTo(1);
        assertThat(score.err())
                .contains("scorers.t.alertRate to be a share above 0 and below 1")
                .doesNotContain("\tat ");
        assertThat(CommandLineRun.of("benchmark", "augment", "--rare", "0.3").err())
                .contains("Expected --rare of at least 0 and below --share", "found 0.3 and 0.3");
        CommandLineRun noModel = CommandLineRun.of("sample", "--model", folder.toString(), "--rows", "3", "--out", "-");
        assertThat(noModel.code()).isEqualTo(1);
        assertThat(noModel.err()).contains("manifest.json");
        assertThat(CommandLineRun.of("sample", "--model", "m", "--rows", "3", "--out", "x.xlsx")
                        .err())
                .contains(".parquet");
        assertThat(folder.resolve("m")).doesNotExist();
    }
}

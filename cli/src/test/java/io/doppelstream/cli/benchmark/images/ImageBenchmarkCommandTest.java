package io.doppelstream.cli.benchmark.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.cli.benchmark.measure.Gate;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.SampleKind;
import io.doppelstream.trainer.image.Digits;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBenchmarkCommandTest {

    @TempDir
    Path folder;

    /** Some digits as the idx files that Fashion-MNIST comes in. */
    private void write(String part, int from, int to) throws IOException {
        ImageSet images = Digits.load().subset(IntStream.range(from, to).toArray());
        try (DataOutputStream out =
                new DataOutputStream(Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte")))) {
            out.writeInt(0x803);
            out.writeInt(images.size());
            out.writeInt(images.shape().height());
            out.writeInt(images.shape().width());
            out.write(images.pixels());
        }
        try (DataOutputStream out =
                new DataOutputStream(Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte")))) {
            out.writeInt(0x801);
            out.writeInt(images.size());
            for (int label : images.labels()) {
                out.writeByte(label);
            }
        }
    }

    @Test
    void shouldMeasureEachKindAndHoldItAgainstItsGates() throws Exception {
        write("train", 0, 150);
        write("t10k", 150, 250);
        Path out = folder.resolve("results");
        CommandLineRun run = CommandLineRun.of(
                "benchmark",
                "images",
                "--data",
                folder.toString(),
                "--kinds",
                "conditional,vanilla",
                "--minutes",
                "0.1",
                "--first-seed",
                "4",
                "--out",
                out.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode trials = new JsonMapper().readTree(out.resolve("images.json").toFile());
        assertThat(trials).extracting(trial -> trial.get("kind").asText()).containsExactly("vanilla", "conditional");
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.get("seed").asLong()).isEqualTo(4);
            assertThat(trial.get("steps").asLong()).isPositive();
            assertThat(trial.get("stepMillis").asDouble()).isPositive();
            assertThat(trial.get("finished").asDouble()).isEqualTo(1);
            assertThat(trial.get("images.classifierAccuracy").asDouble()).isGreaterThan(0.5);
            assertThat(trial.get("images.classes").asInt()).isEqualTo(10);
        });
        JsonNode conditional = trials.get(1);
        assertThat(conditional.get(ImageTask.AGAINST_VANILLA).asDouble())
                .isEqualTo(conditional.get("images.fidRatio").asDouble()
                        / trials.get(0).get("images.fidRatio").asDouble());
        assertThat(run.out())
                .contains("images.labelAgreement", ">= 0.95", ">= 0.98", "images.classifierAccuracy", ">= 0.88");
    }

    @Test
    void shouldAskForCoverageOnTheDigitsAndForMoreOnFashionMnist() {
        ImageSet images = Digits.load();
        ImageTask digits = new ImageTask("digits", images, Optional.empty());
        ImageTask fashion = new ImageTask("fashion-mnist", images, Optional.of(images));
        assertThat(figures(digits, "vanilla"))
                .containsExactly(
                        "finished", "images.classifierAccuracy", "images.classesCovered", "images.klToUniform");
        assertThat(figures(fashion, "vanilla")).containsExactly("finished", "images.classifierAccuracy");
        assertThat(figures(fashion, "dcgan"))
                .containsExactly(
                        "finished",
                        "images.classifierAccuracy",
                        "images.fidRatio",
                        ImageTask.AGAINST_VANILLA,
                        "images.labelAgreement");
    }

    private static List<String> figures(ImageTask task, String kind) {
        return task.gates((SampleKind) GanConfig.of(kind), List.of("vanilla", "dcgan")).stream()
                .map(Gate::figure)
                .toList();
    }

    @Test
    void shouldSayWhatIsMissingWhenTheFolderHasNoFashionMnist() {
        CommandLineRun run = CommandLineRun.of("benchmark", "images", "--data", folder.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("found no train-images-idx3-ubyte.gz").contains("dataset-fashion-mnist");
    }

    @Test
    void shouldNameTheKindsWhenOneIsUnknown() {
        CommandLineRun run = CommandLineRun.of("benchmark", "images", "--kinds", "tabular");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("Expected --kinds out of [vanilla, conditional")
                .contains("found 'tabular'");
    }
}

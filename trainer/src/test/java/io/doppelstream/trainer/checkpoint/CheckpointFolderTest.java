package io.doppelstream.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.trainer.encoder.EncoderChoice;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final Map<String, String> TRAINING = Map.of("training data", "abc", "seed", "7");

    @TempDir
    Path directory;

    private CheckpointFolder folder;

    @BeforeEach
    void place() {
        folder = CheckpointFolder.of(directory.resolve("model"));
    }

    private static Checkpoint checkpoint(long rounds) {
        Map<String, float[]> variables = new LinkedHashMap<>();
        variables.put("kernel", new float[] {1, -0f, Float.MIN_VALUE, 1f / 3});
        variables.put("bias", new float[] {});
        variables.put("moment", new float[] {Float.NaN, Float.NEGATIVE_INFINITY});
        return new Checkpoint(
                TRAINING,
                new EncoderChoices(List.of(new EncoderChoice("age", 0.9, 0.95, true))),
                new LoopPosition(rounds, 2 * rounds, List.of(rounds, rounds), Duration.ofNanos(123_456_789)),
                List.of(new Progress(
                        "adversarial",
                        rounds,
                        0.1,
                        Map.of("critic", 0.1f),
                        1.5,
                        Duration.ofMillis(7),
                        Duration.ofSeconds(3))),
                List.of(new Validation(
                        rounds,
                        0.1,
                        Map.of("column shapes", 0.9, "column pair trends", 0.8),
                        0.85,
                        true,
                        List.of("no 'x'"),
                        0.5)),
                variables,
                Map.of("kernel", new float[] {4, 3, 2, 1}));
    }

    @Test
    void shouldGiveBackEverythingToTheBitWhenLoaded() throws IOException {
        folder.save(checkpoint(1));
        folder.save(checkpoint(5));
        Checkpoint loaded = folder.load(TRAINING);
        Checkpoint expected = checkpoint(5);
        assertThat(loaded)
                .usingRecursiveComparison()
                .ignoringFields("variables", "best")
                .isEqualTo(expected);
        assertThat(loaded.variables().keySet()).containsExactly("kernel", "bias", "moment");
        expected.variables().forEach((name, values) -> assertThat(
                        Arrays.equals(loaded.variables().get(name), values))
                .as(name)
                .isTrue());
        assertThat(loaded.best().get("kernel")).containsExactly(4, 3, 2, 1);
        try (var files = Files.list(folder.directory())) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("state");
        }
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNone() {
        assertThatThrownBy(() -> folder.load(TRAINING))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("found none in " + directory.resolve("model.checkpoint"))
                .hasMessageContaining("without --resume");
        assertThatCode(folder::requireNone).doesNotThrowAnyException();
    }

    @Test
    void shouldNotOverwriteAnUnfinishedTrainingWhenANewOneStarts() throws IOException {
        folder.save(checkpoint(1));
        assertThatThrownBy(folder::requireNone)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("--resume")
                .hasMessageContaining("remove it");
        folder.delete();
        assertThat(folder.directory()).doesNotExist();
    }

    @Test
    void shouldNameTheDifferenceWhenItIsOfAnotherTraining() throws IOException {
        folder.save(checkpoint(1));
        assertThatThrownBy(() -> folder.load(Map.of("training data", "abc", "seed", "8")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("whose seed is 8, found 7");
        assertThatThrownBy(() -> folder.load(Map.of("training data", "xyz", "seed", "7")))
                .hasMessageContaining("whose training data is xyz, found abc");
    }

    @Test
    void shouldRefuseEveryTruncatedOrChangedFile() throws IOException {
        folder.save(checkpoint(1));
        Path state = folder.directory().resolve("state");
        byte[] bytes = Files.readAllBytes(state);
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(state, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> folder.load(TRAINING))
                    .as("cut to " + length)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("remove it");
        }
        for (int at = 0; at < bytes.length; at += 11) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(state, changed);
            assertThatThrownBy(() -> folder.load(TRAINING))
                    .as("byte " + at)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("remove it");
        }
    }

    @Test
    void shouldNameBothFormatsWhenAnotherVersionWroteIt() throws IOException {
        folder.save(checkpoint(1));
        Path state = folder.directory().resolve("state");
        byte[] bytes = Files.readAllBytes(state);
        bytes[11] = 9;
        Files.write(state, bytes);
        assertThatThrownBy(() -> folder.load(TRAINING))
                .hasMessageContaining("of format 3 in")
                .hasMessageContaining("found format 9");
    }

    @Test
    void shouldSaveWhenTheThreadIsInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        folder.save(checkpoint(3));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.load(TRAINING).position().rounds()).isEqualTo(3);
    }
}

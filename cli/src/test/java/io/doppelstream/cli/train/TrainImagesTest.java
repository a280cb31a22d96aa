package io.doppelstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.model.image.ImageFolderWriter;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.image.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainImagesTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeDigits() throws IOException {
        ImageSet some = Digits.load().subset(IntStream.range(0, 150).toArray());
        ImageFolderWriter.write(some, folder.resolve("digits"));
    }

    private static CommandLineRun train(String out, String... options) {
        String[] all = new String[options.length + 9];
        String[] given = {
            "train",
            "--data",
            folder.resolve("digits").toString(),
            "--name",
            "digits",
            "--epochs",
            "1",
            "--out",
            folder.resolve(out).toString()
        };
        System.arraycopy(given, 0, all, 0, given.length);
        System.arraycopy(options, 0, all, given.length, options.length);
        return CommandLineRun.of(all);
    }

    @Test
    void shouldTrainOnAFolderAndRefuseToPublishWhenTheModelCollapsed() throws Exception {
        CommandLineRun trained = train("model", "--kind", "conditional");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("FID ratio", "MODE COLLAPSE", "--force");
        assertThat(folder.resolve("model").resolve("report.html")).exists();
        try (var grids = Files.list(folder.resolve("model.grids"))) {
            assertThat(grids).isNotEmpty().allSatisfy(grid -> assertThat(ImageIO.read(grid.toFile()))
                    .isNotNull());
        }
        CommandLineRun published =
                CommandLineRun.of("publish", "--model", folder.resolve("model").toString());
        assertThat(published.code()).isEqualTo(1);
        assertThat(published.err()).contains("mode collapse").contains("--force");
    }

    @Test
    void shouldSayWhichKindsThereAreWhenTheKindLearnsTablesAlone() {
        CommandLineRun run = train("refused", "--kind", "ctgan");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Expected a table for the GAN kind ctgan, found images");
    }

    @Test
    void shouldRefuseOptionsOfTablesWhenTheDataIsImages() {
        CommandLineRun run = train("refused", "--target", "label");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("--target").contains("found images");
    }
}

package io.doppelstream.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.image.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImagesTest {

    @TempDir
    private static Path folder;

    private static String model;

    @BeforeAll
    static void writeModel() throws IOException {
        model = PickedDigits.write(folder.resolve("digits")).directory().toString();
    }

    private static CommandLineRun sample(String out, String... options) {
        String[] all = new String[options.length + 5];
        System.arraycopy(new String[] {"sample", "--model", model, "--out", out}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        return CommandLineRun.of(all);
    }

    @Test
    void shouldPaintAGrid() throws Exception {
        Path grid = folder.resolve("grid.png");
        CommandLineRun run = sample(grid.toString(), "--rows", "150");
        assertThat(run.code()).as(run.err()).isZero();
        BufferedImage picture = ImageIO.read(grid.toFile());
        assertThat(picture.getWidth()).isGreaterThan(400);
        assertThat(picture.getHeight())
                .as("ten classes of images five times as large")
                .isGreaterThan(10 * 40);
    }

    @Test
    void shouldWriteAFolderOfTheSameImagesThatTheServiceMakes() throws Exception {
        Path images = folder.resolve("images");
        CommandLineRun run =
                sample(images + "/", "--rows", "70", "--where", "label in ('3', '7')", "--truncation", "0.5");
        assertThat(run.code()).as(run.err()).isZero();
        ImageSet read = ImageSource.read(images, ImageOptions.NONE).images();
        assertThat(read.size()).isEqualTo(70);
        assertThat(read.classes()).containsExactly("3", "7");
        assertThat(IntStream.range(0, read.pixels().length)
                        .map(i -> Byte.toUnsignedInt(read.pixels()[i]))
                        .max())
                .as("half as bright")
                .hasValue(127);
        assertThat(sample(images + "/", "--rows", "1").err()).contains("Expected no file or folder at --out yet");
    }

    @Test
    void shouldWriteImageRecords() throws Exception {
        Path file = folder.resolve("images.avro");
        assertThat(sample(file.toString(), "--rows", "5", "--where", "label = '3'")
                        .code())
                .isZero();
        try (DataFileReader<GenericRecord> records =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
            assertThat((Iterable<GenericRecord>) records).hasSize(5).allSatisfy(record -> {
                assertThat(record.get("label")).hasToString("3");
                assertThat(record.get("mediaType")).hasToString("image/png");
                assertThat(record.get("height")).isEqualTo(8);
            });
        }
    }

    @Test
    void shouldSayWhatDoesNotFitImages() throws Exception {
        assertThat(sample("images.csv", "--rows", "1").err())
                .contains("end in .png (a grid), / (a folder of PNG files)");
        assertThat(sample(folder + "/g.png", "--rows", "2001").err()).contains("found 2001: write a folder");
        assertThat(sample(folder + "/g.png", "--rows", "1", "--truncation", "0").err())
                .contains("Expected a truncation above 0");
        Path latents = Files.writeString(folder.resolve("latents.json"), "[0.5, 1]");
        assertThat(sample(folder + "/g.png", "--rows", "1", "--latents", latents.toString())
                        .err())
                .contains("Expected no latents for model digits/1");
        Files.writeString(latents, "[[0.5, \"x\"]]");
        assertThat(sample(folder + "/g.png", "--rows", "1", "--latents", latents.toString())
                        .err())
                .contains("a JSON array of arrays of numbers")
                .contains(latents.toString());
        assertThat(sample(folder + "/g.png", "--rows", "1", "--interpolate", "17")
                        .err())
                .contains("1 to 16, found 17");
        CommandLineRun image = sample(folder + "/g.png", "--rows", "1", "--where", "image = 'x'");
        assertThat(image.code()).isEqualTo(1);
        assertThat(image.err()).contains("COLUMN_NOT_CONDITIONABLE");
        assertThat(Files.exists(folder.resolve("g.png"))).isFalse();
    }
}

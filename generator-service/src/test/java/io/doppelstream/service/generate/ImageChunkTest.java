package io.doppelstream.service.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.image.ImageData;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageRecords;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.fixture.TinyImageModel;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.RecordEncoder;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageChunkTest {
    private static final int WIRE_HEADER_BYTES = 5;

    @TempDir
    private Path folder;

    private static ChunkTask.Builder task(LoadedModel model, int rows) {
        return ChunkTask.newBuilder(WarmUp.task(model, 0)).setTo(null).setRequested(rows);
    }

    private static GenericRecord decode(LoadedModel model, byte[] value) throws Exception {
        return new GenericDatumReader<GenericRecord>(model.encoder().schema())
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(value, WIRE_HEADER_BYTES, value.length - WIRE_HEADER_BYTES, null));
    }

    private static ImageData read(LoadedModel model, RecordEncoder.Encoded records) throws Exception {
        ImageRecords images = new ImageRecords("the chunk", ImageOptions.NONE);
        for (byte[] value : records.values()) {
            images.add("a record", decode(model, value));
        }
        ImageData data = images.finish();
        assertThat(data.skipped()).isEmpty();
        return data;
    }

    @Test
    void shouldMakeImagesOfTheLabelAskedForInEitherFormat() throws Exception {
        try (LoadedModel model =
                LoadedModel.load(TinyImageModel.write(folder, "pets", "cat", "dog", "owl"), ModelSettings.DEFAULTS)) {
            ChunkTask png = task(model, 40)
                    .setConditions(List.of("label in ('dog', 'owl')"))
                    .setTruncation(7.0)
                    .build();
            RecordEncoder.Encoded files = ChunkGenerator.generate(png, model, 1);
            ImageData images = read(model, files);
            assertThat(images.images().shape()).isEqualTo(TinyImageModel.SHAPE);
            assertThat(images.images().classes()).containsExactly("dog", "owl");
            for (int i = 0; i < 40; i++) {
                byte[] image = images.images().image(i);
                assertThat(image[0] - 1).isEqualTo(images.images().labels()[i]);
                assertThat(image[1]).as("truncation").isEqualTo((byte) 7);
            }
            assertThat(decode(model, files.values()[0]).get("mediaType")).hasToString("image/png");

            ChunkTask raw = ChunkTask.newBuilder(png).setImageFormat("RAW").build();
            RecordEncoder.Encoded bare = ChunkGenerator.generate(raw, model, 1);
            assertThat(read(model, bare).images().pixels())
                    .isEqualTo(images.images().pixels());
            assertThat(decode(model, bare.values()[0]).get("mediaType")).hasToString("application/octet-stream");
            assertThat(ChunkGenerator.generate(png, model, 1).sameAs(files)).isTrue();
        }
    }

    @Test
    void shouldLayTheImagesOfARequestAlongTheLatentsThatItGives() throws Exception {
        try (LoadedModel model =
                LoadedModel.load(TinyImageModel.write(folder, "pets", "cat", "dog"), ModelSettings.DEFAULTS)) {
            ChunkTask task = task(model, 100)
                    .setLatents(List.of(List.of(0f, 100f), List.of(0f, 199f)))
                    .build();
            ImageData images = read(model, ChunkGenerator.generate(task, model, 1));
            for (int i = 0; i < 100; i++) {
                byte[] image = images.images().image(i);
                assertThat(image[2]).isZero();
                assertThat(Byte.toUnsignedInt(image[3])).isBetween(99 + i, 100 + i);
            }
        }
    }

    @Test
    void shouldMakeImagesWithoutLabels() throws Exception {
        try (LoadedModel model = LoadedModel.load(TinyImageModel.write(folder, "pets"), ModelSettings.DEFAULTS)) {
            RecordEncoder.Encoded records =
                    ChunkGenerator.generate(task(model, 3).build(), model, 1);
            ImageData images = read(model, records);
            assertThat(images.images().labelled()).isFalse();
            assertThat(images.images().image(0)[1]).as("not truncated").isEqualTo((byte) 100);
            assertThat(images.images().image(0)[2]).as("no latent given").isZero();
        }
    }

    @Test
    void shouldNotTruncateATable() throws Exception {
        try (LoadedModel model = LoadedModel.load(TinyModel.write(folder, "tiny", "1"), ModelSettings.DEFAULTS)) {
            assertThatThrownBy(() -> ChunkGenerator.generate(
                            task(model, 3).setTruncation(1.0).build(), model, 1))
                    .isInstanceOf(GenerationException.class)
                    .hasMessageContaining("Expected no truncation for model tiny/1");
        }
    }
}

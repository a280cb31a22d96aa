package io.doppelstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.schemas.ImageRecord;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {

    private static final ImageShape SHAPE = new ImageShape(2, 3, 1);
    private static final JsonMapper JSON = new JsonMapper();

    private static ImageSet images(int size, String... classes) {
        byte[] pixels = new byte[size * SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        int[] labels = IntStream.range(0, classes.length == 0 ? 0 : size)
                .map(i -> i % classes.length)
                .toArray();
        return new ImageSet(SHAPE, pixels, List.of(classes), labels);
    }

    @Test
    void shouldComeBackFromATable() {
        ImageSet labelled = ImageSet.of(images(9, "cat", "dog").table());
        assertThat(labelled.pixels()).isEqualTo(images(9).pixels());
        assertThat(labelled.classes()).containsExactly("cat", "dog");
        assertThat(labelled.labels()).isEqualTo(images(9, "cat", "dog").labels());
        assertThat(ImageSet.of(images(4).table()).labelled()).isFalse();
    }

    @Test
    void shouldSplitSelectAndJoinAsATable() {
        Table.Split split = images(10, "cat", "dog").table().split(0.2, 1);
        assertThat(split.second().rows()).isEqualTo(2);
        Table joined = split.first().followedBy(split.second());
        ImageSet all = ImageSet.of(joined);
        ImageSet whole = images(10, "cat", "dog");
        for (int i = 0; i < 10; i++) {
            int first = Byte.toUnsignedInt(all.image(i)[0]);
            int origin = IntStream.range(0, 10)
                    .filter(j -> Byte.toUnsignedInt(whole.image(j)[0]) == first)
                    .findFirst()
                    .orElseThrow();
            assertThat(all.image(i)).isEqualTo(whole.image(origin));
            assertThat(all.labels()[i]).isEqualTo(whole.labels()[origin]);
        }
        assertThat(whole.subset(new int[] {3, 0}).image(0)).isEqualTo(whole.image(3));
    }

    @Test
    void shouldHaveCodecsAndConditionsOfTheLabelAlone() throws Exception {
        Table table = images(300, "cat", "dog").table();
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        ConditionLayout layout = ConditionLayout.of(codec, table);
        assertThat(codec.layout().scalars()).isZero();
        assertThat(codec.layout().logits()).isEqualTo(2);
        assertThat(layout.width()).isEqualTo(2);
        assertThat(codec.encode(table, 1)).hasSize(600);
        assertThat(ReferenceMarginal.of(table)).singleElement().satisfies(marginal -> assertThat(marginal.column())
                .isEqualTo(1));

        ConditionCompiler compiler = new ConditionCompiler(table.schema(), codec, layout);
        assertThat(compiler.compile(List.of("label = 'dog'"))).isInstanceOf(ConditionOutcome.Compiled.class);
        assertThat(compiler.compile(List.of("image = 'dog'")))
                .isInstanceOfSatisfying(ConditionOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(ReasonCode.COLUMN_NOT_CONDITIONABLE);
                    assertThat(rejected.message()).contains("'image', which holds images");
                });
    }

    @Test
    void shouldFitImagesWithoutLabels() {
        Table table = images(20).table();
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        assertThat(codec.layout().width()).isZero();
        assertThat(ConditionLayout.of(codec, table).width()).isZero();
        assertThat(ReferenceMarginal.of(table)).isEmpty();
    }

    @Test
    void shouldStandInAManifest() throws Exception {
        Table table = images(20, "cat").table();
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        assertThat(JSON.readValue(JSON.writeValueAsString(table.schema()), TableSchema.class))
                .isEqualTo(table.schema());
        assertThat(JSON.readValue(JSON.writeValueAsString(codec.codec(0)), ColumnCodec.class))
                .isEqualTo(codec.codec(0));
        assertThat(AvroTypes.recordSchema(table.schema(), "pets")).isEqualTo(ImageRecord.getClassSchema());
        Manifest.Signature signature = new Manifest.Signature(
                1, 2, 0, List.of(), List.of(new Manifest.Input(Manifest.Signature.TRUNCATION, 0)));
        assertThat(JSON.readValue(JSON.writeValueAsString(signature), Manifest.Signature.class))
                .isEqualTo(signature);
        assertThat(signature.takes("truncation")).isTrue();
        assertThat(JSON.writeValueAsString(new Manifest.Signature(1, 2, 0, List.of())))
                .doesNotContain("inputs");
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> new ImageShape(8, 8, 2))
                .hasMessageContaining("1 channel (grey) or 3 (colour), found 2");
        assertThatThrownBy(() -> new ImageShape(0, 8, 1)).hasMessageContaining("found 0x8");
        assertThatThrownBy(() -> new ImageSet(SHAPE, new byte[7], List.of(), new int[0]))
                .hasMessageContaining("found 7 bytes");
        assertThatThrownBy(() -> new ImageSet(SHAPE, new byte[6], List.of("a"), new int[] {1}))
                .hasMessageContaining("Expected labels from 0 to 0, found 1");
        Table table = images(2).table();
        assertThatThrownBy(() -> new Table(
                        table.schema(), List.of(new ColumnData.Images(new ImageShape(3, 2, 1), new byte[12]))))
                .hasMessageContaining("do not fit its role");
    }
}

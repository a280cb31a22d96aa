package io.doppelstream.model.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.model.store.FolderModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {

    @TempDir
    Path folder;

    private ModelPackage model;

    @BeforeEach
    void makePackage() throws IOException {
        model = make(folder.resolve("model"));
    }

    /** Also makes the golden package: see {@link GoldenPackageTest}. */
    static ModelPackage make(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("saved_model"));
        Files.writeString(directory.resolve("saved_model/saved_model.pb"), "weights");
        Files.writeString(directory.resolve("quality.json"), "{}");
        Table table = TestTables.table(400, 1);
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        ConditionLayout conditions = ConditionLayout.of(codec, table);
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "orders",
                "1",
                "tabular",
                "2026-01-01T00:00:00Z",
                table.schema(),
                AvroTypes.recordSchema(table.schema(), "orders").toString(),
                codec,
                conditions,
                ReferenceMarginal.of(table),
                new Manifest.Signature(
                        conditions.width(),
                        codec.layout().logits(),
                        codec.layout().scalars(),
                        List.of(new Manifest.Output("column_000", 0, "int32"))),
                1000,
                new Manifest.Training(400, 100, 10, 1.5, 1, "abc", Map.of("latent", 64)),
                Map.of("doppelstream", "0.1.0"),
                Map.of("columnShapes", 0.97),
                Map.of());
        return ModelPackage.seal(directory, manifest);
    }

    @Test
    void shouldGiveBackWhatScoresMean() throws Exception {
        Scoring scoring = Scoring.of(
                List.of("alad"), new double[][] {{1}, {2}}, "alad", Scoring.Criterion.LABELLED, Map.of("alad", 0.9));
        Path copy = folder.resolve("scores");
        Files.createDirectories(copy.resolve("saved_model"));
        Files.writeString(copy.resolve("saved_model/saved_model.pb"), "weights");
        ModelPackage.seal(copy, model.manifest().withScoring(scoring));
        Scoring opened = ModelPackage.open(copy).manifest().scoring();
        assertThat(opened.names()).containsExactly("alad");
        assertThat(opened.percentile(new double[] {3})).isEqualTo(scoring.percentile(new double[] {3}));
        assertThat(ModelPackage.open(model.directory()).manifest().scoring()).isNull();
    }

    @Test
    void shouldGiveBackWhatWasSealed() throws Exception {
        ModelPackage opened = ModelPackage.open(model.directory());
        assertThat(opened.digest()).isEqualTo(model.digest());
        assertThat(opened.manifest().schema()).isEqualTo(model.manifest().schema());
        assertThat(opened.manifest().files()).containsOnlyKeys("saved_model/saved_model.pb", "quality.json");
        Table table = TestTables.table(50, 3);
        assertThat(opened.manifest().codec().encode(table, 1))
                .isEqualTo(model.manifest().codec().encode(table, 1));
    }

    @Test
    void shouldRefuseATamperedMissingOrAdditionalFile() throws Exception {
        Path weights = model.savedModel().resolve("saved_model.pb");
        Files.writeString(weights, "other weights");
        assertThatThrownBy(() -> ModelPackage.open(model.directory())).hasMessageContaining("SHA-256");
        Files.delete(weights);
        assertThatThrownBy(() -> ModelPackage.open(model.directory())).hasMessageContaining("saved_model.pb");
        Files.writeString(weights, "weights");
        Files.writeString(model.directory().resolve("extra"), "x");
        assertThatThrownBy(() -> ModelPackage.open(model.directory())).hasMessageContaining("extra");
    }

    @Test
    void shouldRefuseAnUnknownFormat() throws Exception {
        Path manifest = model.directory().resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"formatVersion\" : 1", "\"formatVersion\" : 9"));
        assertThatThrownBy(() -> ModelPackage.open(model.directory()))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageContaining("format 1 to 1");
    }

    @Test
    void shouldRefuseAChunkThatNoMemoryHolds() throws Exception {
        Path manifest = model.directory().resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"chunkSize\" : 1000", "\"chunkSize\" : 2147483647"));
        assertThatThrownBy(() -> ModelPackage.open(model.directory()))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageContaining("a chunk size of 1 to 100000, found 2147483647");
    }

    @Test
    void shouldPackToTheSameBytesAndUnpack() throws Exception {
        byte[] archive = ModelArchive.pack(model);
        assertThat(ModelArchive.pack(model)).isEqualTo(archive);
        ModelPackage unpacked = ModelArchive.unpack(archive, folder.resolve("unpacked"), model.digest());
        assertThat(unpacked.manifest().name()).isEqualTo("orders");
        assertThat(ModelPackage.open(folder.resolve("unpacked")).digest()).isEqualTo(model.digest());
    }

    @Test
    void shouldLeaveNothingBehindWhenAnArchiveIsRefused() throws Exception {
        Path target = folder.resolve("store/target");
        byte[] archive = ModelArchive.pack(model);
        assertThatThrownBy(() -> ModelArchive.unpack(archive, target, "0".repeat(64)))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageContaining(model.digest());
        assertThatThrownBy(() -> ModelArchive.unpack("junk".getBytes(StandardCharsets.UTF_8), target, model.digest()))
                .isInstanceOf(ModelPackageException.class);
        assertThatThrownBy(() -> ModelArchive.unpack(zip("../escape"), target, model.digest()))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageContaining("../escape");
        assertThatThrownBy(() -> ModelArchive.unpack(zip("/absolute"), target, model.digest()))
                .isInstanceOf(ModelPackageException.class);
        try (var left = Files.list(folder.resolve("store"))) {
            assertThat(left).isEmpty();
        }
        assertThat(folder.resolve("escape")).doesNotExist();
    }

    @Test
    void shouldKeepArchivesInAFolder() throws Exception {
        FolderModelStore store = new FolderModelStore(folder.resolve("models"));
        assertThat(store.get(model.digest())).isEmpty();
        byte[] archive = ModelArchive.pack(model);
        store.put(model.digest(), archive);
        store.put(model.digest(), archive);
        assertThat(store.get(model.digest())).contains(archive);
        assertThatThrownBy(() -> store.get("../../etc/passwd")).hasMessageContaining("SHA-256");
    }

    private static byte[] zip(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(1);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}

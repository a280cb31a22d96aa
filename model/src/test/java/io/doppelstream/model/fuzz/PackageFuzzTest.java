package io.doppelstream.model.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Manifests and archives with anything in them are opened or refused, and nothing else. */
class PackageFuzzTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
    private static Path folder;
    private static byte[] manifest;
    private static byte[] archive;
    private static String digest;

    @BeforeContainer
    static void readGolden() throws Exception {
        folder = Files.createTempDirectory("package-fuzz-");
        ModelPackage golden = ModelPackage.open(GOLDEN);
        manifest = Files.readAllBytes(GOLDEN.resolve(ModelPackage.MANIFEST));
        archive = ModelArchive.pack(golden);
        digest = golden.digest();
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        Folders.delete(folder);
    }

    private static void shouldOpenOrRefuse(byte[] json) throws IOException {
        Path directory = folder.resolve("opened");
        Files.createDirectories(directory.resolve("saved_model"));
        for (String file : List.of("saved_model/saved_model.pb", "quality.json")) {
            if (!Files.exists(directory.resolve(file))) {
                Files.copy(GOLDEN.resolve(file), directory.resolve(file));
            }
        }
        Files.write(directory.resolve(ModelPackage.MANIFEST), json);
        try {
            ModelPackage opened = ModelPackage.open(directory);
            assertThat(opened.manifest().schema().size()).isPositive();
        } catch (ModelPackageException e) {
            assertThat(e).hasMessageStartingWith("Expected").hasMessageContaining("found");
        }
    }

    @Property(tries = 1_000)
    void shouldOpenOrRefuseAManifestWithOtherBytes(@ForAll("changedManifests") byte[] json) throws IOException {
        shouldOpenOrRefuse(json);
    }

    @Property(tries = 1_000)
    void shouldOpenOrRefuseAManifestWithOtherValues(@ForAll("changedValues") String json) throws IOException {
        shouldOpenOrRefuse(json.getBytes(UTF_8));
    }

    @Property(tries = 200)
    void shouldOpenOrRefuseAnyText(@ForAll("texts") String json) throws IOException {
        shouldOpenOrRefuse(json.getBytes(UTF_8));
    }

    @Property(tries = 1_000)
    void shouldUnpackWhatWasPackedOrRefuse(@ForAll("changedArchives") byte[] bytes) throws IOException {
        Path target = folder.resolve("cache/unpacked");
        try {
            // Some bytes of an archive, such as times, are nothing of the package.
            assertThat(ModelArchive.unpack(bytes, target, digest).digest()).isEqualTo(digest);
            Folders.delete(target);
        } catch (ModelPackageException e) {
            assertThat(e).hasMessageStartingWith("Expected");
        }
        try (var left = Files.list(folder.resolve("cache"))) {
            assertThat(left).isEmpty();
        }
    }

    @Provide
    Arbitrary<byte[]> changedManifests() {
        return Mutations.of(manifest);
    }

    @Provide
    Arbitrary<byte[]> changedArchives() {
        return Arbitraries.oneOf(
                Mutations.of(archive), Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("null", "{}", "[]", "0", "\"x\"", "{\"formatVersion\":1}", "[".repeat(100_000), ""),
                Arbitraries.strings().ofMaxLength(100));
    }

    /** One value of the manifest is another. */
    @Provide
    Arbitrary<String> changedValues() {
        JsonValues values = JsonValues.of(new String(manifest, UTF_8));
        Arbitrary<Function<String, String>> changes = Arbitraries.of(List.of(
                value -> "null",
                value -> "0",
                value -> "-1",
                value -> "1e308",
                value -> "2147483647",
                value -> "99999999999999999999",
                value -> "\"\"",
                value -> "\"../x\"",
                value -> "[]",
                value -> "{}",
                value -> "[null]",
                value -> "true",
                value -> "[" + value + "," + value + "]",
                value -> "NaN"));
        return Combinators.combine(Arbitraries.integers().between(0, values.count() - 1), changes)
                .as(values::with);
    }
}

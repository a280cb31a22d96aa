package io.doppelstream.model.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives from outside: each is refused with a reason, writes nothing outside of its folder and leaves nothing behind. */
class BadArchivesTest {
    @TempDir
    private Path folder;

    private ModelPackage model;
    private byte[] good;

    @BeforeEach
    void makePackage() throws IOException {
        model = ModelPackageTest.make(folder.resolve("model"));
        good = ModelArchive.pack(model);
    }

    private void shouldRefuse(byte[] archive, String reason) throws IOException {
        Path target = folder.resolve("cache/target");
        assertThatThrownBy(() -> ModelArchive.unpack(archive, target, model.digest()))
                .isInstanceOf(ModelPackageException.class)
                .hasMessageContaining("Expected")
                .hasMessageContaining(reason);
        try (var left = Files.list(folder.resolve("cache"))) {
            assertThat(left).isEmpty();
        }
        try (var beside = Files.list(folder)) {
            assertThat(beside.map(path -> path.getFileName().toString())).containsOnly("model", "cache");
        }
    }

    private byte[] with(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
            copyGood(zip);
        }
        return bytes.toByteArray();
    }

    private void copyGood(ZipOutputStream target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(zip.readAllBytes());
                target.closeEntry();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9})
    void shouldRefuseATruncatedArchive(double part) throws IOException {
        shouldRefuse(Arrays.copyOf(good, (int) (good.length * part)), "Expected");
    }

    @Test
    void shouldRefuseATamperedManifest() throws IOException {
        Path manifest = model.directory().resolve(ModelPackage.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"chunkSize\" : 1000", "\"chunkSize\" : 1001"));
        shouldRefuse(ModelArchive.pack(model), "Expected a model package with digest " + model.digest());
    }

    @Test
    void shouldRefuseFilesThatTheManifestDoesNotList() throws IOException {
        shouldRefuse(with("saved_model/extra", new byte[] {1}), "saved_model/extra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escape",
                "saved_model/../../escape",
                "/escape",
                "//escape",
                "C:\\escape",
                "..\\escape",
                "./quality.json",
                "saved_model/",
                "saved_model//x",
                ".",
                "..",
                "a\u0000b",
                "naïve",
                " x"
            })
    void shouldRefuseAPathThatIsNotThatOfAFileWithin(String name) throws IOException {
        shouldRefuse(with(name, new byte[] {1}), "Expected files within the package");
    }

    @Test
    void shouldRefuseAPathThatNoFileSystemTakes() throws IOException {
        shouldRefuse(with("x".repeat(300), new byte[] {1}), "Expected files within the package");
        shouldRefuse(with("x/".repeat(2_000) + "x", new byte[] {1}), "Expected files within the package");
    }

    @Test
    void shouldRefuseAFileInTheplaceOfAFolder() throws IOException {
        shouldRefuse(with("saved_model", new byte[] {1}), "Expected 'saved_model' to be a file");
        shouldRefuse(with("quality.json/x", new byte[] {1}), "Expected every name once, found 'quality.json' again");
    }

    @Test
    void shouldRefuseADecompressionBombBeforeItFillsTheDisk() throws IOException {
        byte[] bomb = with("saved_model/zeros", new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(200_000);
        shouldRefuse(bomb, "Expected an archive of " + bomb.length + " bytes to hold at most");
    }

    @Test
    void shouldRefuseMoreFilesThanAnyPackageHas() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i <= 10_000; i++) {
                zip.putNextEntry(new ZipEntry("file-" + i));
                zip.closeEntry();
            }
        }
        shouldRefuse(bytes.toByteArray(), "at most 10000 files");
    }

    /** A link of a ZIP archive is a file with its target as content and attributes that are not read here. */
    @Test
    void shouldNeverMakeALink() throws Exception {
        byte[] archive = with("saved_model/link", "../../outside".getBytes(UTF_8));
        markAsLink(archive);
        shouldRefuse(archive, "saved_model/link");
    }

    /** Sets the file type of the first entry in the central directory to that of a symbolic link. */
    private static void markAsLink(byte[] archive) {
        for (int at = archive.length - 46; at >= 0; at--) {
            if (archive[at] == 'P' && archive[at + 1] == 'K' && archive[at + 2] == 1 && archive[at + 3] == 2) {
                archive[at + 5] = 3;
                archive[at + 41] = (byte) 0xA1;
                archive[at + 40] = (byte) 0xFF;
            }
        }
    }
}

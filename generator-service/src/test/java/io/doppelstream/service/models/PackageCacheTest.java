package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheTest {

    @TempDir
    private Path folder;

    private Path unpacked(PackageCache cache, String digest, long usedAt) throws IOException {
        Path unpacked = Files.createDirectories(cache.folder(digest));
        Files.writeString(unpacked.resolve("manifest.json"), "{}");
        Files.setLastModifiedTime(unpacked, FileTime.fromMillis(usedAt));
        return unpacked;
    }

    @Test
    void shouldKeepThePackagesUsedLastAndWhatIsNoPackage() throws IOException {
        PackageCache cache = new PackageCache(folder, 2);
        Path first = unpacked(cache, "a".repeat(64), 1_000);
        Path second = unpacked(cache, "b".repeat(64), 2_000);
        Path third = unpacked(cache, "c".repeat(64), 3_000);
        Path partial = Files.createDirectories(folder.resolve(".unpacking"));

        cache.used("a".repeat(64));

        assertThat(first).isDirectory();
        assertThat(second).doesNotExist();
        assertThat(third).isDirectory();
        assertThat(partial).isDirectory();
    }

    @Test
    void shouldGoOnWhenThereIsNothingToTidy() {
        new PackageCache(folder.resolve("none"), 2).used("a".repeat(64));

        assertThat(folder.resolve("none")).doesNotExist();
    }
}

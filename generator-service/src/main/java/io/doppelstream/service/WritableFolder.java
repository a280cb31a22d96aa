package io.doppelstream.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are tried when the service starts, rather than when the first record needs them. */
final class WritableFolder {
    private WritableFolder() {}

    /**
     * Makes the folder, and a file in it for a moment.
     *
     * @param key the configuration's name for it
     * @throws UncheckedIOException when it cannot
     */
    static void require(String key, Path folder) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".writable-", "");
            Files.write(probe, new byte[] {1});
            Files.delete(probe);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to write to the folder " + folder + " (" + key + "), found: " + e
                            + ". Name one on a disk with room that this user may write to",
                    e);
        }
    }
}

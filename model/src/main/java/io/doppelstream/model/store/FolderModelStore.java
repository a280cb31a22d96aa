package io.doppelstream.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A folder, for example on a shared file system: one file a model. */
public record FolderModelStore(Path directory) implements ModelStore {

    @Override
    public void put(String digest, byte[] archive) throws IOException {
        Path target = file(digest);
        Files.createDirectories(directory);
        if (Files.exists(target)) {
            return;
        }
        Path partial = Files.createTempFile(directory, ".writing-", ".zip");
        try {
            Files.write(partial, archive);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public Optional<byte[]> get(String digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public String location() {
        return directory.toAbsolutePath().toUri().toString();
    }

    private Path file(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Expected a SHA-256 digest in hexadecimal, found '" + digest + "'");
        }
        return directory.resolve(digest + ".zip");
    }
}

package io.doppelstream.trainer;

import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A package in the making, beside its place: moved there when it is complete, so that nobody ever sees half of one. Closing it
 * before leaves nothing.
 */
final class PackageFolder implements AutoCloseable {

    private final Path directory;
    private final Path partial;

    private PackageFolder(Path directory, Path partial) {
        this.directory = directory;
        this.partial = partial;
    }

    /** @throws FileAlreadyExistsException if there is something in the package's place */
    static void requireFree(Path directory) throws IOException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString(), null, "expected no file in the model's place");
        }
    }

    static PackageFolder create(Path directory) throws IOException {
        Path place = directory.toAbsolutePath();
        Path parent = Files.createDirectories(place.getParent());
        // Not a temporary directory of Java's, which its owner alone may read: the package will be served by others.
        return new PackageFolder(place, Files.createDirectory(parent.resolve(".training-" + UUID.randomUUID())));
    }

    /** Where to write a file of the package. */
    Path file(String name) {
        return partial.resolve(name);
    }

    /** Seals the package by its manifest and moves it to its place. */
    ModelPackage complete(Manifest manifest) throws IOException {
        ModelPackage sealed = ModelPackage.seal(partial, manifest);
        Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        return new ModelPackage(directory, sealed.manifest(), sealed.digest());
    }

    @Override
    public void close() throws IOException {
        Folders.delete(partial);
    }
}

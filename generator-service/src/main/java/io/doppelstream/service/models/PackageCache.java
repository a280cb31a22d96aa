package io.doppelstream.service.models;

import io.doppelstream.model.pack.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacked packages on disk, in folders named by digest, so that a restart or a model that was unloaded need not fetch them
 * again. Several processes may share it. The packages used last are kept.
 */
final class PackageCache {
    private static final Logger log = LoggerFactory.getLogger(PackageCache.class);
    private static final String DIGEST = "[0-9a-f]{64}";

    private final Path directory;
    private final int most;

    private record Dated(Path folder, FileTime used) {}

    /**
     * A cache in a folder, which need not exist.
     *
     * @param most packages to keep
     */
    PackageCache(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    /** Where the package of a digest is or would be. */
    Path folder(String digest) {
        return directory.resolve(digest);
    }

    /** Notes that a package is used now, and deletes those used longest ago. */
    void used(String digest) {
        try {
            Files.setLastModifiedTime(folder(digest), FileTime.fromMillis(System.currentTimeMillis()));
            List<Dated> packages = new ArrayList<>();
            try (Stream<Path> folders = Files.list(directory)) {
                for (Path folder : folders.toList()) {
                    if (folder.getFileName().toString().matches(DIGEST)) {
                        packages.add(new Dated(folder, Files.getLastModifiedTime(folder)));
                    }
                }
            }
            packages.sort(Comparator.comparing(Dated::used).reversed());
            for (Dated old : packages.subList(Math.min(most, packages.size()), packages.size())) {
                Folders.delete(old.folder());
            }
        } catch (IOException e) {
            // Another process may have deleted the same ones.
            log.warn("Could not tidy the models in {}: {}", directory, e.toString());
        }
    }
}

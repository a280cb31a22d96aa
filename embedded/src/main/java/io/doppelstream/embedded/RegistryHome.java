package io.doppelstream.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where the registry application lies: the folder that the system property {@code doppel.registry.home} names, else the
 * folder {@code registry} next to this module's jar or classes, where the build unpacks it.
 */
final class RegistryHome {
    static final String PROPERTY = "doppel.registry.home";

    private RegistryHome() {}

    static Path find() {
        String configured = System.getProperty(PROPERTY);
        Path home = configured == null ? codeSource().resolveSibling("registry") : Path.of(configured);
        if (runnerIn(home).isEmpty()) {
            throw new EmbeddedStartException("Expected the schema registry application (a file *-runner.jar) in " + home
                    + ", found none. Build the module 'embedded', which unpacks it, or name its folder with -D"
                    + PROPERTY + "=FOLDER.");
        }
        return home;
    }

    /** The application's jar, whose manifest names its libraries and its main class. */
    static Path runner(Path home) {
        return runnerIn(home)
                .orElseThrow(() -> new EmbeddedStartException(
                        "Expected the schema registry application (a file *-runner.jar) in " + home + ", found none"));
    }

    static String mainClass(Path runner) {
        try (JarFile jar = new JarFile(runner.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Main-Class");
        } catch (IOException e) {
            throw new EmbeddedStartException("Expected a jar with a manifest at " + runner + ", found: " + e, e);
        }
    }

    private static Optional<Path> runnerIn(Path home) {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst();
        } catch (IOException e) {
            throw new EmbeddedStartException("Expected to list the folder " + home + ", found: " + e, e);
        }
    }

    private static Path codeSource() {
        try {
            return new File(RegistryHome.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class loader gave a malformed code source", e);
        }
    }
}

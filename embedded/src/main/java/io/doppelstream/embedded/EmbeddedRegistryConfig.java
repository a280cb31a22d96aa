package io.doppelstream.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A schema registry in a child process.
 *
 * @param home folder with the unpacked Apicurio Registry application
 * @param port port on loopback
 * @param dataFolder folder for its database and its log; schemas and ids outlive the process here
 * @param maxHeapMegabytes heap of the child process
 * @param startTimeout how long a start may take
 */
public record EmbeddedRegistryConfig(
        Path home, int port, Path dataFolder, int maxHeapMegabytes, Duration startTimeout) {

    public EmbeddedRegistryConfig {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(dataFolder, "dataFolder");
        Objects.requireNonNull(startTimeout, "startTimeout");
        if (maxHeapMegabytes < 128) {
            throw new IllegalArgumentException(
                    "Expected at least 128 MiB of heap for the schema registry, found " + maxHeapMegabytes);
        }
    }

    /** The application found by {@link RegistryHome}, on a free port. */
    public static EmbeddedRegistryConfig in(Path dataFolder) {
        return new EmbeddedRegistryConfig(
                RegistryHome.find(), FreePorts.find(1).get(0), dataFolder, 256, Duration.ofSeconds(90));
    }

    /** The same registry on another port. */
    public EmbeddedRegistryConfig withPort(int other) {
        return new EmbeddedRegistryConfig(home, other, dataFolder, maxHeapMegabytes, startTimeout);
    }

    /** Address for {@code schema.registry.url}: Confluent's API, version 7. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    Path logFile() {
        return dataFolder.resolve("registry.log");
    }
}

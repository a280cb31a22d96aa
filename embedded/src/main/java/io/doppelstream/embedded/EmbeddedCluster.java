package io.doppelstream.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A Kafka broker and a schema registry, started side by side. Each can be stopped and started again on its own, at the
 * same address and with its data, which is what fault tests need.
 *
 * <pre>{@code
 * try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
 *     properties.put("bootstrap.servers", cluster.bootstrap());
 *     properties.put("schema.registry.url", cluster.registryUrl());
 * }
 * }</pre>
 */
public final class EmbeddedCluster implements AutoCloseable {
    private final EmbeddedKafkaConfig kafkaConfig;
    private final EmbeddedRegistryConfig registryConfig;
    private final Optional<Path> temporaryFolder;
    private Optional<EmbeddedKafka> kafka = Optional.empty();
    private Optional<EmbeddedRegistry> registry = Optional.empty();

    private EmbeddedCluster(
            EmbeddedKafkaConfig kafkaConfig, EmbeddedRegistryConfig registryConfig, Optional<Path> temporaryFolder) {
        this.kafkaConfig = kafkaConfig;
        this.registryConfig = registryConfig;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts both on free ports, with their data in a temporary folder that {@link #close} deletes. */
    public static EmbeddedCluster start() {
        Path folder = Folders.temporary("doppel-cluster-");
        return start(kafkaIn(folder), registryIn(folder), Optional.of(folder));
    }

    /** Starts both on free ports, with their data in a folder that stays. */
    public static EmbeddedCluster start(Path dataFolder) {
        return start(kafkaIn(dataFolder), registryIn(dataFolder), Optional.empty());
    }

    /** Starts both as configured. */
    public static EmbeddedCluster start(EmbeddedKafkaConfig kafka, EmbeddedRegistryConfig registry) {
        return start(kafka, registry, Optional.empty());
    }

    private static EmbeddedKafkaConfig kafkaIn(Path folder) {
        return EmbeddedKafkaConfig.singleNode(folder.resolve("kafka"));
    }

    private static EmbeddedRegistryConfig registryIn(Path folder) {
        return EmbeddedRegistryConfig.in(folder.resolve("registry"));
    }

    private static EmbeddedCluster start(
            EmbeddedKafkaConfig kafka, EmbeddedRegistryConfig registry, Optional<Path> temporaryFolder) {
        EmbeddedCluster cluster = new EmbeddedCluster(kafka, registry, temporaryFolder);
        CompletableFuture<EmbeddedRegistry> startingRegistry =
                CompletableFuture.supplyAsync(() -> EmbeddedRegistry.start(registry));
        try {
            cluster.startBroker();
        } catch (RuntimeException e) {
            try {
                startingRegistry.join().close();
            } catch (CompletionException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        try {
            cluster.registry = Optional.of(startingRegistry.join());
        } catch (CompletionException e) {
            cluster.close();
            throw e.getCause() instanceof EmbeddedStartException failure
                    ? failure
                    : new EmbeddedStartException("Expected the schema registry to start, found: " + e.getCause(), e);
        }
        return cluster;
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return kafkaConfig.bootstrap();
    }

    /** Address for {@code schema.registry.url}. */
    public String registryUrl() {
        return registryConfig.url();
    }

    /** Starts the broker at its address; does nothing when it runs. */
    public synchronized void startBroker() {
        if (kafka.isEmpty()) {
            kafka = Optional.of(EmbeddedKafka.start(kafkaConfig));
        }
    }

    /** Stops the broker; its data stays for {@link #startBroker}. */
    public synchronized void stopBroker() {
        kafka.ifPresent(EmbeddedKafka::close);
        kafka = Optional.empty();
    }

    /** Starts the registry at its address; does nothing when it runs. */
    public synchronized void startRegistry() {
        if (registry.isEmpty()) {
            registry = Optional.of(EmbeddedRegistry.start(registryConfig));
        }
    }

    /** Ends the registry at once, as a crash would; its schemas stay for {@link #startRegistry}. */
    public synchronized void killRegistry() {
        registry.ifPresent(EmbeddedRegistry::kill);
        registry = Optional.empty();
    }

    @Override
    public synchronized void close() {
        CompletableFuture<Void> stoppingRegistry =
                CompletableFuture.runAsync(() -> registry.ifPresent(EmbeddedRegistry::close));
        stopBroker();
        stoppingRegistry.join();
        registry = Optional.empty();
        temporaryFolder.ifPresent(Folders::delete);
    }
}

package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.embedded.EmbeddedKafkaConfig;
import io.doppelstream.embedded.EmbeddedRegistry;
import io.doppelstream.embedded.KafkaProcess;
import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A cluster for one benchmark; the broker is a process of its own, as in production. */
final class BenchmarkCluster implements AutoCloseable {
    private final Path folder;
    private final KafkaProcess broker;
    private final EmbeddedRegistry registry;

    private BenchmarkCluster(Path folder, KafkaProcess broker, EmbeddedRegistry registry) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
    }

    /** Starts it with its files in a folder, and waits until it answers. */
    static BenchmarkCluster start(Path folder) throws IOException {
        KafkaProcess broker = KafkaProcess.launch(
                EmbeddedKafkaConfig.singleNode(folder.resolve("kafka")),
                KafkaProcess.SERVER,
                folder.resolve("broker.log"));
        try {
            EmbeddedRegistry registry = EmbeddedRegistry.start();
            broker.awaitReady();
            return new BenchmarkCluster(folder, broker, registry);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    ClusterOptions options() {
        return ClusterOptions.of(broker.bootstrap(), registry.url());
    }

    /** A service on it, with its files in the same folder and HTTP on any port. */
    ServiceConfig service() {
        return ServiceConfig.of(broker.bootstrap(), registry.url())
                .withStreams(StreamSettings.DEFAULTS.withStateDir(folder.resolve("state")))
                .withModels(ModelSettings.DEFAULTS.withCacheDir(folder.resolve("models")))
                .withHttp(new HttpSettings(null, 0));
    }

    /** Creates a topic of real events. */
    void createTopic(String name, int partitions) throws IOException {
        try (Admin admin = Admin.create(options().client())) {
            TopicCreator.createMissing(
                    admin, List.of(new TopicDefinition(name, partitions, CleanupPolicy.DELETE)), Optional.empty());
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}

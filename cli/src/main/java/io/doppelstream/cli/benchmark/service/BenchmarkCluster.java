package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.embedded.EmbeddedKafkaConfig;
import io.doppelstream.embedded.EmbeddedRegistry;
import io.doppelstream.embedded.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;

/** A cluster for one benchmark; the broker is a process of its own, as in production. */
final class BenchmarkCluster implements AutoCloseable {
    private final KafkaProcess broker;
    private final EmbeddedRegistry registry;

    private BenchmarkCluster(KafkaProcess broker, EmbeddedRegistry registry) {
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
            return new BenchmarkCluster(broker, registry);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    ClusterOptions options() {
        return ClusterOptions.of(broker.bootstrap(), registry.url());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}

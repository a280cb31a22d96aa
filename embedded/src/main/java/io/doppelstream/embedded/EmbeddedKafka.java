package io.doppelstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka node, broker and controller in one (KRaft, KIP-500), in this process. It is ready for clients when
 * {@link #start} returns. Data outlives it in the configured folder, so that a node that is started again with the same
 * configuration has the same ports, topics and offsets.
 *
 * <p>Kafka ends the whole process on faults that it holds for fatal (a full disk under the metadata log): use it for
 * tests and for the demo, not as a broker that others rely on.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final EmbeddedKafkaConfig config;
    private final KafkaRaftServer server;
    private final Optional<Path> temporaryFolder;

    private EmbeddedKafka(EmbeddedKafkaConfig config, KafkaRaftServer server, Optional<Path> temporaryFolder) {
        this.config = config;
        this.server = server;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts a single node on free ports, with its data in a temporary folder that {@link #close} deletes. */
    public static EmbeddedKafka start() {
        Path folder = Folders.temporary("doppel-kafka-");
        try {
            return start(EmbeddedKafkaConfig.singleNode(folder), Optional.of(folder));
        } catch (EmbeddedStartException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    /** Starts a node; with several voters it returns once a quorum of them has been started too. */
    public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
        return start(config, Optional.empty());
    }

    private static EmbeddedKafka start(EmbeddedKafkaConfig config, Optional<Path> temporaryFolder) {
        long begin = System.nanoTime();
        FreePorts.requireFree(config.brokerPort(), "Kafka broker");
        FreePorts.requireFree(config.controllerPort(), "Kafka controller");
        formatWhenNew(config);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config.brokerProperties(), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new EmbeddedStartException(
                    "Expected the Kafka node " + config.nodeId() + " to start on " + config.bootstrap()
                            + " with its data in " + config.dataFolder() + ", found: " + e.getMessage(),
                    e);
        }
        log.info(
                "Kafka node {} started on {} in {} ms, data in {}",
                config.nodeId(),
                config.bootstrap(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                config.dataFolder());
        return new EmbeddedKafka(config, server, temporaryFolder);
    }

    private static void formatWhenNew(EmbeddedKafkaConfig config) {
        if (Files.exists(config.dataFolder().resolve("meta.properties"))) {
            return;
        }
        String folder = Folders.create(config.dataFolder()).toString();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setNodeId(config.nodeId())
                    .setClusterId(config.clusterId())
                    .addDirectory(folder)
                    .setMetadataLogDirectory(folder)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setControllerListenerName(EmbeddedKafkaConfig.CONTROLLER_LISTENER)
                    .setHasDynamicQuorum(false)
                    .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) { // Formatter.run declares Exception.
            throw new EmbeddedStartException(
                    "Expected to format " + folder + " for a Kafka node, found: " + e.getMessage() + " "
                            + output.toString(StandardCharsets.UTF_8),
                    e);
        }
        log.debug("{}", output.toString(StandardCharsets.UTF_8).strip());
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return config.bootstrap();
    }

    public EmbeddedKafkaConfig config() {
        return config;
    }

    /** Stops the node in an orderly way: log segments are flushed, a start with the same configuration finds them. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        temporaryFolder.ifPresent(Folders::delete);
    }
}

package io.doppelstream.service;

import io.doppelstream.service.augment.AugmentTopology;
import io.doppelstream.service.augment.Augmentation;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.metrics.StreamMeters;
import io.doppelstream.service.topology.Engine;
import io.doppelstream.service.topology.GeneratorTopology;
import io.doppelstream.service.topology.StreamsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams clients of a service, by what they do. */
final class StreamClients implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamClients.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, KafkaStreams> clients = new LinkedHashMap<>();
    private final Map<String, StreamMeters> meters = new LinkedHashMap<>();

    private StreamClients() {}

    /** Starts all; they are running a little later. */
    static StreamClients start(
            ServiceConfig config,
            Engine engine,
            List<Augmentation> augmentations,
            StreamsUncaughtExceptionHandler failures,
            MeterRegistry registry) {
        StreamClients started = new StreamClients();
        try {
            started.start(
                    "chunks",
                    GeneratorTopology.ofChunks(engine),
                    StreamsProperties.ofChunks(config),
                    failures,
                    registry);
            started.start(
                    "requests",
                    GeneratorTopology.ofRequests(engine),
                    StreamsProperties.ofRequests(config),
                    failures,
                    registry);
            for (Augmentation augmentation : augmentations) {
                String name = augmentation.settings().name();
                started.start(
                        "augment-" + name,
                        AugmentTopology.of(augmentation),
                        StreamsProperties.ofAugmentation(config, name),
                        failures,
                        registry);
            }
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void start(
            String name,
            Topology topology,
            Properties properties,
            StreamsUncaughtExceptionHandler failures,
            MeterRegistry registry) {
        KafkaStreams streams = new KafkaStreams(topology, properties);
        clients.put(name, streams);
        streams.setUncaughtExceptionHandler(failures);
        meters.put(name, new StreamMeters(streams, registry));
        streams.start();
    }

    /** Whether all process records. */
    boolean running() {
        return clients.values().stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING);
    }

    /** Whether none has ended. */
    boolean live() {
        return clients.values().stream()
                .map(KafkaStreams::state)
                .noneMatch(state -> state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING);
    }

    /** Their states. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        clients.forEach((name, streams) -> states.put(name, streams.state().name()));
        return states;
    }

    @Override
    public void close() {
        meters.values().forEach(StreamMeters::close);
        clients.forEach((name, streams) -> {
            if (!streams.close(CLOSE_TIMEOUT)) {
                log.warn("The threads for {} did not end within {} s", name, CLOSE_TIMEOUT.toSeconds());
            }
        });
    }
}

package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.client.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;

/** A client of the service in a demo, for one model. */
final class DemoClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClusterOptions cluster;
    private final String model;
    private final ConfluentSchemaRegistry registry;
    private final RequestClient client;

    /** Records of one request; seconds from its sending to its last committed record. */
    record Answer(List<GenericRecord> records, double seconds) {}

    DemoClient(ClusterOptions cluster, String model) {
        this.cluster = cluster;
        this.model = model;
        registry = ConfluentSchemaRegistry.from(cluster.registryClient());
        client = new RequestClient(
                cluster.client(), cluster.topics().catalogue(), registry, SerdeConfig.from(cluster.registryClient()));
    }

    /** Sends a request and reads its records; fails if it is not completed. */
    Answer ask(long count, List<String> conditions) {
        long start = System.nanoTime();
        GenerationStatus end = awaitCompletion(send(count, conditions));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<GenericRecord> records = new ArrayList<>();
        client.readRecords(end, Long.MAX_VALUE, record -> records.add(record.value()));
        return new Answer(records, seconds);
    }

    /** Sends a request; returns its id. */
    String send(long count, List<String> conditions) {
        return send(GenerationRequest.newBuilder().setCount(count).setConditions(conditions));
    }

    /** Sends a request for the model; returns its id. */
    String send(GenerationRequest.Builder request) {
        String id = "demo-" + UUID.randomUUID();
        client.send(request.setRequestId(id).setModel(model).setClient("demo").build());
        return id;
    }

    /** Fails if the request does not end as completed. */
    GenerationStatus awaitCompletion(String id) {
        GenerationStatus end = awaitEnd(id);
        if (end.getState() != GenerationState.COMPLETED) {
            throw new UserException(end.getReasonCode() + ": " + end.getMessage());
        }
        return end;
    }

    GenerationStatus awaitEnd(String id) {
        return client.await(id, TIMEOUT, status -> {});
    }

    /** The dead letters up to the one of a request. */
    List<DeadLetter> deadLetters(String id) {
        List<DeadLetter> letters = new ArrayList<>();
        AvroDeserializer<DeadLetter> deserializer = AvroDeserializer.specific(registry, DeadLetter.class);
        new TopicReader(cluster.client())
                .readUntil(
                        cluster.topics().catalogue().deadLetters().name(),
                        () -> letters.stream().anyMatch(letter -> id.equals(letter.getRequestId())),
                        PATIENCE,
                        record -> letters.add(deserializer.deserialize(record.topic(), record.value())));
        return letters;
    }

    @Override
    public void close() {
        client.close();
        registry.close();
    }
}

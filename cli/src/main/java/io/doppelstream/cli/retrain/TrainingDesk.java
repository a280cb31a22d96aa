package io.doppelstream.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.DecodeException;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.Topics;
import io.doppelstream.service.client.TopicReader;
import io.doppelstream.service.topology.DeadLetters;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads training requests and what became of them; creates their topics. */
final class TrainingDesk implements AutoCloseable {

    private final Topics topics;
    private final ConfluentSchemaRegistry registry;
    private final TopicReader reader;
    private final AvroDeserializer<TrainingRequest> requests;
    private final AvroDeserializer<TrainingReport> reports;
    private final AvroSerializer<TrainingRequest> requestWriter;
    private final AvroSerializer<TrainingReport> reportWriter;
    private final AvroSerializer<DeadLetter> letterWriter;
    private final KafkaProducer<byte[], byte[]> producer;

    private TrainingDesk(ClusterOptions cluster, ConfluentSchemaRegistry registry) {
        this.topics = cluster.topics().catalogue();
        this.registry = registry;
        this.reader = new TopicReader(cluster.client());
        SerdeConfig serdes = SerdeConfig.from(cluster.registryClient());
        this.requests = AvroDeserializer.specific(registry, TrainingRequest.class);
        this.reports = AvroDeserializer.specific(registry, TrainingReport.class);
        this.requestWriter = new AvroSerializer<>(registry, serdes);
        this.reportWriter = new AvroSerializer<>(registry, serdes);
        this.letterWriter = new AvroSerializer<>(registry, serdes);
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Opens the desk; topics that are missing are made. */
    static TrainingDesk open(ClusterOptions cluster) {
        Topics topics = cluster.topics().catalogue();
        try (Admin admin = Admin.create(cluster.client())) {
            TopicCreator.createMissing(
                    admin,
                    List.of(topics.trainingRequests(), topics.trainingReports(), topics.deadLetters()),
                    cluster.topics().replication());
        }
        return new TrainingDesk(cluster, ConfluentSchemaRegistry.from(cluster.registryClient()));
    }

    /** Asks for a training. */
    void ask(TrainingRequest request) {
        String topic = topics.trainingRequests().name();
        send(topic, request.getModel().getBytes(UTF_8), requestWriter.serialize(topic, request));
    }

    /**
     * Reads a request.
     *
     * @throws DecodeException where it is none, or the registry cannot say
     */
    TrainingRequest decode(ConsumerRecord<byte[], byte[]> record) {
        return requests.deserialize(record.topic(), record.value());
    }

    /** Says what became of a request, or how far it is. */
    void write(TrainingReport report) {
        String topic = topics.trainingReports().name();
        send(topic, report.getRequestId().getBytes(UTF_8), reportWriter.serialize(topic, report));
    }

    /** The latest word on a request; empty where nothing was said yet. */
    Optional<TrainingReport> latest(String requestId) {
        TrainingReport[] last = new TrainingReport[1];
        reader.readAll(topics.trainingReports().name(), record -> {
            if (new String(record.key(), UTF_8).equals(requestId)) {
                last[0] = record.value() == null ? null : reports.deserialize(record.topic(), record.value());
            }
        });
        return Optional.ofNullable(last[0]);
    }

    /** Puts a record that can never be answered with the dead letters. */
    void refuse(
            ConsumerRecord<byte[], byte[]> record, ReasonCode reason, String message, Optional<TrainingRequest> read) {
        DeadLetter letter = DeadLetters.of(
                reason,
                message,
                read.map(TrainingRequest::getRequestId).orElse(null),
                new OrderOrigin(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.value() == null ? null : ByteBuffer.wrap(record.value())),
                now());
        String topic = topics.deadLetters().name();
        send(topic, DeadLetters.key(record.key()), letterWriter.serialize(topic, letter));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private void send(String topic, byte[] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException known) {
                throw known;
            }
            throw new KafkaException("Expected to write to " + topic + ", found: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
        requestWriter.close();
        reportWriter.close();
        letterWriter.close();
        registry.close();
    }
}

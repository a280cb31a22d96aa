package io.doppelstream.service.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.schemas.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends requests and follows what becomes of them. Not for several threads. */
public final class RequestClient implements AutoCloseable {
    private static final Set<GenerationState> ENDS = EnumSet.of(
            GenerationState.COMPLETED,
            GenerationState.REJECTED,
            GenerationState.FAILED,
            GenerationState.CANCELLED,
            GenerationState.EXPIRED);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Topics topics;
    private final TopicReader reader;
    private final AvroSerializer<GenerationRequest> requestWriter;
    private final AvroSerializer<RequestControl> controlWriter;
    private final AvroDeserializer<GenerationStatus> statuses;
    private final AvroDeserializer<GenericRecord> records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> statusConsumer;

    /**
     * A client of a running service.
     *
     * @param client properties of Kafka clients
     * @param registry stays the caller's to close
     * @throws UnknownTopicOrPartitionException when there is no status topic yet
     */
    public RequestClient(Map<String, Object> client, Topics topics, SchemaRegistry registry, SerdeConfig serdes) {
        this.topics = topics;
        this.reader = new TopicReader(client);
        this.requestWriter = new AvroSerializer<>(registry, serdes);
        this.controlWriter = new AvroSerializer<>(registry, serdes);
        this.statuses = AvroDeserializer.specific(registry, GenerationStatus.class);
        this.records = AvroDeserializer.generic(registry);
        this.statusConsumer = openAtEnd(reader, topics.status().name());
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> openAtEnd(TopicReader reader, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = reader.open();
        try {
            List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException(
                        "Expected the topic " + topic + ", found none: start the generator service, which creates it");
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Sends a request and waits until the broker has it. */
    public void send(GenerationRequest request) {
        String topic = topics.requests().name();
        send(topic, request.getRequestId(), requestWriter.serialize(topic, request));
    }

    /** Cancels, pauses or resumes a request; its status says when that is done, a dead letter when it cannot be. */
    public void send(RequestControl control) {
        String topic = topics.control().name();
        send(topic, control.getRequestId(), controlWriter.serialize(topic, control));
    }

    private void send(String topic, String requestId, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, requestId.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Expected to send a record to " + topic + ", found: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /**
     * Follows a request, sent with this client, to its end.
     *
     * @param listener hears of every status, the last one included
     * @throws TimeoutException when it does not end in time
     */
    public GenerationStatus await(String requestId, Duration timeout, Consumer<GenerationStatus> listener) {
        return await(requestId, Set.of(), timeout, listener);
    }

    /** Whether a state is a request's last. */
    public static boolean isEnd(GenerationState state) {
        return ENDS.contains(state);
    }

    /** What the status topic says of a request now; empty when it knows no such request. */
    public Optional<GenerationStatus> latest(String requestId) {
        byte[] key = requestId.getBytes(UTF_8);
        GenerationStatus[] last = new GenerationStatus[1];
        reader.readAll(topics.status().name(), record -> {
            if (Arrays.equals(record.key(), key) && record.value() != null) {
                last[0] = statuses.deserialize(record.topic(), record.value());
            }
        });
        return Optional.ofNullable(last[0]);
    }

    /**
     * Follows a request until it is in one of some states, or has ended.
     *
     * @param listener hears of every status since this client was made, the last one included
     * @throws TimeoutException when it takes too long
     */
    public GenerationStatus await(
            String requestId, Set<GenerationState> states, Duration timeout, Consumer<GenerationStatus> listener) {
        byte[] key = requestId.getBytes(UTF_8);
        long end = System.nanoTime() + timeout.toNanos();
        GenerationStatus last = null;
        while (System.nanoTime() < end) {
            GenerationStatus found = null;
            for (ConsumerRecord<byte[], byte[]> record : statusConsumer.poll(POLL)) {
                if (!Arrays.equals(record.key(), key) || record.value() == null) {
                    continue;
                }
                last = statuses.deserialize(record.topic(), record.value());
                listener.accept(last);
                found = isEnd(last.getState()) || states.contains(last.getState()) ? last : found;
            }
            if (found != null) {
                return found;
            }
        }
        throw new TimeoutException("Expected request " + requestId + " to end within " + timeout.toSeconds()
                + " s, found "
                + Optional.ofNullable(last)
                        .map(status -> status.getState() + " with " + status.getDelivered() + " records")
                        .orElse("no status: check that a generator service runs"));
    }

    /** A synthetic record as it was read. */
    public record Synthetic(ConsumerRecord<byte[], byte[]> source, GenericRecord value) {}

    /**
     * Hands over records of a request that has ended, in no particular order: as many as its status says were delivered, or {@code most}.
     *
     * @throws TimeoutException when some are not found
     */
    public void readRecords(GenerationStatus ended, long most, Consumer<Synthetic> target) {
        byte[] id = ended.getRequestId().getBytes(UTF_8);
        long wanted = Math.min(most, ended.getDelivered());
        long[] count = {0};
        boolean all = reader.readUntil(ended.getOutputTopic(), () -> count[0] == wanted, PATIENCE, record -> {
            Header header = record.headers().lastHeader(DoppelHeaders.REQUEST);
            if (count[0] < wanted && header != null && Arrays.equals(header.value(), id)) {
                count[0]++;
                target.accept(new Synthetic(record, records.deserialize(record.topic(), record.value())));
            }
        });
        if (!all) {
            throw new TimeoutException(
                    "Expected " + wanted + " records of request " + ended.getRequestId() + " on the topic "
                            + ended.getOutputTopic() + ", found " + count[0]
                            + ": the others may be older than the topic's retention keeps them");
        }
    }

    @Override
    public void close() {
        producer.close();
        statusConsumer.close();
    }
}

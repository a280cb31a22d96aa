package io.doppelstream.service.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a compacted topic from its beginning, on a thread of its own, for as long as the service runs. */
public final class TopicFollower<T extends SpecificRecord> implements AutoCloseable, CatchUp {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(30);

    private final String topic;
    private final AvroDeserializer<T> deserializer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private Target<T> target;
    private volatile boolean caughtUp;
    private volatile boolean closing;

    /**
     * The latest word on a key.
     *
     * @param value empty: a tombstone
     */
    public record Change<T>(String key, Optional<T> value) {}

    /** Hears of what is on the topic, on the follower's thread. */
    @FunctionalInterface
    public interface Target<T> {
        /** Takes changes, in the topic's order: first all that it held when the follower started, then what comes together. */
        void accept(List<Change<T>> changes);
    }

    /**
     * A follower that does nothing before {@link #start}.
     *
     * @param client properties of Kafka clients
     */
    public TopicFollower(String topic, Map<String, Object> client, AvroDeserializer<T> deserializer) {
        this.topic = topic;
        this.thread = new Thread(this::run, "follow-" + topic);
        this.deserializer = deserializer;
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read. */
    public void start(Target<T> reader) {
        target = reader;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the target knows everything that was on the topic when the follower started. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void await() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(done);
        consumer.wakeup();
        try {
            done.get(LONGEST_CATCH_UP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new ModelUnavailableException(
                    "Expected to read the topic " + topic + " to its end within " + LONGEST_CATCH_UP.toSeconds()
                            + " s, found: " + e,
                    e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (WakeupException e) {
                log.debug("Woken up", e);
            } catch (KafkaException e) {
                log.warn("Reading the topic {} failed, trying again: {}", topic, e.toString());
                pause();
            } catch (RuntimeException e) {
                log.error("Following the topic {} failed, trying again", topic, e);
                pause();
            }
        }
        consumer.close();
    }

    private void follow() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (consumer.assignment().isEmpty()) {
            consumer.assign(partitions);
        }
        if (!caughtUp) {
            consumer.seekToBeginning(partitions);
            List<Change<T>> earlier = new ArrayList<>();
            readToEnd(partitions, earlier::addAll);
            target.accept(earlier);
            caughtUp = true;
        }
        while (!closing) {
            int answered = waiting.size();
            if (answered > 0) {
                readToEnd(partitions, target);
            }
            for (int i = 0; i < answered; i++) {
                waiting.remove().complete(null);
            }
            target.accept(poll());
        }
    }

    private void readToEnd(List<TopicPartition> partitions, Target<T> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing
                && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            reader.accept(poll());
        }
    }

    private List<Change<T>> poll() {
        List<Change<T>> changes = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                decode(record).ifPresent(changes::add);
            }
        } catch (WakeupException e) {
            log.trace("Woken up", e);
        }
        return changes;
    }

    private Optional<Change<T>> decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            skip(record, "Expected a key, found none");
            return Optional.empty();
        }
        while (!closing) {
            try {
                return Optional.of(new Change<>(
                        new String(record.key(), UTF_8),
                        Optional.ofNullable(deserializer.deserialize(topic, record.value()))));
            } catch (SchemaUnavailableException e) {
                log.warn("Waiting for the schema registry to read {}: {}", topic, e.getMessage());
                pause();
            } catch (SerializationException e) {
                skip(record, e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.error("Skipping the record at {}-{} offset {}: {}", topic, record.partition(), record.offset(), reason);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        if (target == null) {
            consumer.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.doppelstream.service.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on a topic now, without a group. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_READ = Duration.ofMinutes(2);

    /** Closing waits for a fetch on its way: half a second with Kafka's default. */
    private static final int FETCH_WAIT_MS = 50;

    private final Map<String, Object> properties;

    /**
     * A reader.
     *
     * @param client properties of Kafka clients
     */
    public TopicReader(Map<String, Object> client) {
        this.properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        // A broker that creates topics on demand would create them with its own settings.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    }

    KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Hands over every record that is committed now; none where the topic does not exist. */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> target) {
        try (KafkaConsumer<byte[], byte[]> consumer = openAtBeginning(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            long deadline = System.nanoTime() + LONGEST_READ.toNanos();
            while (consumer.assignment().stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() > deadline) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "Expected to read the topic " + topic + " within " + LONGEST_READ.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(target);
            }
        }
    }

    /**
     * Hands over records that are committed now or will be soon, from the topic's beginning on. Partitions show what a transaction wrote to them one after the
     * other (its markers are written to each on its own), so who has read on one that it is committed may not find it on another yet.
     *
     * @param enough asked after each batch
     * @param patience without any further record; with further ones at most two minutes
     * @return whether there was enough
     */
    public boolean readUntil(
            String topic, BooleanSupplier enough, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> target) {
        try (KafkaConsumer<byte[], byte[]> consumer = openAtBeginning(topic)) {
            long start = System.nanoTime();
            long last = start;
            while (!enough.getAsBoolean()
                    && System.nanoTime() - last < patience.toNanos()
                    && System.nanoTime() - start < LONGEST_READ.toNanos()) {
                ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
                read.forEach(target);
                last = read.isEmpty() ? last : System.nanoTime();
            }
        }
        return enough.getAsBoolean();
    }

    private KafkaConsumer<byte[], byte[]> openAtBeginning(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = open();
        try {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The record at one place; empty if there is none (any more), or a transaction marker. */
    public Optional<ConsumerRecord<byte[], byte[]>> readOne(String topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            if (!partitions(consumer, topic).contains(place)) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            long first = consumer.beginningOffsets(List.of(place)).get(place);
            long end = consumer.endOffsets(List.of(place)).get(place);
            if (offset < first || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            while (consumer.position(place) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}

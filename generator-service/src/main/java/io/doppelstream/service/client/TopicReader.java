package io.doppelstream.service.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + LONGEST_READ.toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() > deadline) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "Expected to read the topic " + topic + " within " + LONGEST_READ.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(target);
            }
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

package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic, as a client reads them. */
record CommittedRecords(ClusterOptions cluster, String topic) {
    private static final Duration POLL = Duration.ofMillis(500);

    /** A consumer without a group, which stands behind what is committed now. */
    KafkaConsumer<byte[], byte[]> openAtEnd() {
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    /** Where what is committed now ends. */
    Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = openAtEnd()) {
            return positions(consumer);
        }
    }

    private static Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** How many records of a request lie behind these offsets. */
    long count(String request, Map<TopicPartition, Long> from) {
        long[] count = new long[1];
        read(from, record -> count[0] += isOf(record, request) ? 1 : 0);
        return count[0];
    }

    /**
     * Hands over what is committed now.
     *
     * @param from offsets to begin at; the oldest record of a partition without one
     */
    void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> target) {
        try (KafkaConsumer<byte[], byte[]> consumer = openAtEnd()) {
            Map<TopicPartition, Long> ends = positions(consumer);
            consumer.seekToBeginning(ends.keySet());
            from.forEach(consumer::seek);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(target);
            }
        }
    }

    /** Whether a record was made for a request. */
    static boolean isOf(ConsumerRecord<byte[], byte[]> record, String request) {
        Header header = record.headers().lastHeader(DoppelHeaders.REQUEST);
        return header != null && Arrays.equals(header.value(), request.getBytes(StandardCharsets.UTF_8));
    }
}

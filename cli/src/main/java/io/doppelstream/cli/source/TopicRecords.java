package io.doppelstream.cli.source;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Committed records of a topic, from its beginning up to given ends, partition after partition: always in the
 * same order.
 */
final class TopicRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicRecords(String topic, KafkaConsumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.consumer = consumer;
        partitions = partitions(topic, consumer);
        consumer.assign(partitions);
    }

    static TopicRecords open(String topic, ClusterOptions cluster) {
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new TopicRecords(topic, consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> partitions(String topic, KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> found;
        try {
            found = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
        } catch (KafkaException e) {
            throw new UserException("Expected a topic " + topic + ", found: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new UserException("Expected a topic " + topic + " on the cluster, found none of that name");
        }
        return found;
    }

    /** Where each partition ends now. */
    TopicEnds ends() {
        return TopicEnds.of(consumer.endOffsets(partitions));
    }

    /** Consumes a record; says whether it counts. */
    interface Target {
        boolean accept(ConsumerRecord<byte[], byte[]> record) throws UnusableDataException;
    }

    /**
     * Hands over the records.
     *
     * @param ends where to stop in each partition
     * @param count stop after so many that count, out of all partitions in proportion to their size
     */
    void read(TopicEnds ends, OptionalLong count, Target target) throws UnusableDataException {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        long offsets = partitions.stream()
                .mapToLong(partition -> ends.size(partition, begins.get(partition)))
                .sum();
        if (offsets == 0) {
            throw new UserException("Expected records in the topic " + topic + ", found it empty");
        }
        long wanted = count.orElse(Long.MAX_VALUE);
        for (TopicPartition partition : partitions) {
            long size = ends.size(partition, begins.get(partition));
            long share = count.isEmpty() || size == 0 ? wanted : (long) Math.ceil((double) wanted * size / offsets);
            wanted -= read(partition, begins.get(partition), begins.get(partition) + size, share, target);
            offsets -= size;
        }
    }

    private long read(TopicPartition partition, long begin, long end, long most, Target target)
            throws UnusableDataException {
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        long accepted = 0;
        long heard = System.nanoTime();
        while (consumer.position(partition) < end && accepted < most) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                heard = System.nanoTime();
                if (record.offset() < end && accepted < most && target.accept(record)) {
                    accepted++;
                }
            }
            if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
                throw new UserException("Expected to read " + partition + " up to offset " + end
                        + ", found no more records after offset " + consumer.position(partition) + " within "
                        + LONGEST_SILENCE.toSeconds() + " s");
            }
        }
        return accepted;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

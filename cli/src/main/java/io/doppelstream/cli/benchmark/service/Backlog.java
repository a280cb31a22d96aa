package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events that became visible at one moment.
 *
 * @param ends of the partitions behind them
 * @param nanoTime the moment before they did
 */
record Backlog(Map<TopicPartition, Long> ends, long nanoTime) {
    private static final int TRANSACTION_TIMEOUT_MS = 600_000;

    /**
     * Writes events in one transaction.
     *
     * @param transactionalId of one writer at a time
     * @param from number of the first event
     * @param to number behind the last one
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where a record could not be sent.
    static Backlog write(
            ClusterOptions cluster,
            String transactionalId,
            long from,
            long to,
            LongFunction<ProducerRecord<byte[], byte[]>> event) {
        Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 262_144);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            LongStream.range(from, to)
                    .forEach(number -> producer.send(event.apply(number), (sent, failure) -> {
                        if (failure == null) {
                            ends.merge(
                                    new TopicPartition(sent.topic(), sent.partition()), sent.offset() + 1, Math::max);
                        }
                    }));
            producer.flush();
            long start = System.nanoTime();
            producer.commitTransaction();
            return new Backlog(ends, start);
        }
    }
}

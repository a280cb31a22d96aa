package io.doppelstream.service.score;

import io.doppelstream.service.config.ServiceConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of a {@link TransactionalLoop}.
 *
 * @param common properties of every client; they may state timeouts of session and transaction
 * @param group id of the consumer group, start of transactional ids
 * @param mostRecords that are polled together, so in one transaction
 * @param meters where the clients' own meters go
 */
record LoopClients(Map<String, Object> common, String group, int mostRecords, MeterRegistry meters) {
    /**
     * A transaction begins after its records are made, so it takes as long as the broker does. That of a killed instance holds back
     * readers and its successor for so long.
     */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int MAX_BLOCK_MS = 15_000;
    /** The commit sends what is left, so nothing waits for so long. */
    private static final int LINGER_MS = 20;

    /**
     * The broker refuses a transaction until it has ended the one before, some milliseconds after it said so. Kafka's default of 100 ms would make
     * that the longest wait of all.
     */
    private static final int RETRY_BACKOFF_MS = 5;

    private static final int BATCH_BYTES = 262_144;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    static LoopClients of(ServiceConfig config, String suffix, int mostRecords, MeterRegistry meters) {
        return new LoopClients(
                config.kafka().properties(), config.streams().applicationId() + suffix, mostRecords, meters);
    }

    /** Clients that are open. */
    record Open(
            KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer, KafkaClientMetrics metrics)
            implements AutoCloseable {
        @Override
        public void close() {
            metrics.close();
            producer.close(CLOSE_TIMEOUT);
            consumer.close();
        }
    }

    Open open() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(producerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
            KafkaClientMetrics metrics = new KafkaClientMetrics(consumer);
            metrics.bindTo(meters);
            return new Open(consumer, producer, metrics);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.putAll(common);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
        properties.putAll(common);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + UUID.randomUUID());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return properties;
    }
}

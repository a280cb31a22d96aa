package io.doppelstream.service.topology;

import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.ServiceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Properties of the Kafka Streams clients; those that the configuration states come last and win. */
public final class StreamsProperties {
    /**
     * Room for a slow machine and for waiting on a neighbour; not more, because the transaction of a killed instance blocks
     * readers for as long.
     */
    private static final int TRANSACTION_TIMEOUT_MS = 30_000;
    /** Small requests are answered one by one; a poll loop is not to be long. */
    private static final int MOST_REQUESTS_A_POLL = 20;
    /** A transaction holds back who reads committed records for as long as these chunks take. */
    private static final int MOST_CHUNKS_A_POLL = 6;
    /** Their records are waited for. */
    private static final int REQUEST_LINGER_MS = 0;

    private static final int CHUNK_LINGER_MS = 20;
    /** Real events are passed on by the hundred; nobody waits for one. */
    private static final int MOST_EVENTS_A_POLL = 500;

    private static final int AUGMENT_COMMIT_INTERVAL_MS = 100;
    /**
     * A consumer hands out all that it has fetched of one partition before it turns to the next: so far do partitions lie apart
     * when a backlog is worked off, and windows close by the one that is ahead.
     */
    private static final int AUGMENT_FETCH_BYTES = 65_536;

    private static final int MAX_POLL_INTERVAL_MS = 300_000;
    /** After this, the work of a killed instance goes to another; Kafka's own default is 45 s. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    /** The producer's own default. */
    private static final int DEFAULT_LARGEST_REQUEST = 1_048_576;

    private StreamsProperties() {}

    /** Of the client that takes requests and hands out chunks. */
    public static Properties ofRequests(ServiceConfig config) {
        return of(config, "", config.streams().requestThreads(), REQUEST_LINGER_MS, MOST_REQUESTS_A_POLL);
    }

    /** Of the client that makes chunks: another application, which shares nothing with the first but topics. */
    public static Properties ofChunks(ServiceConfig config) {
        return of(config, "-chunks", config.streams().threads(), CHUNK_LINGER_MS, MOST_CHUNKS_A_POLL);
    }

    /** Of the client of one augmentation: always exactly once, since a count that comes twice is wrong. */
    public static Properties ofAugmentation(ServiceConfig config, String augmentation) {
        Properties properties = of(config, "-augment-" + augmentation, 1, CHUNK_LINGER_MS, MOST_EVENTS_A_POLL);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, Guarantee.EXACTLY_ONCE.processingGuarantee());
        if (!config.streams().properties().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)) {
            int interval = Math.max(config.streams().commitIntervalMs(), AUGMENT_COMMIT_INTERVAL_MS);
            properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, interval);
        }
        // A task has one partition, so there is none to wait for.
        properties.putIfAbsent(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), AUGMENT_FETCH_BYTES);
        return properties;
    }

    private static Properties of(ServiceConfig config, String suffix, int threads, int lingerMs, int mostRecordsAPoll) {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.streams().applicationId() + suffix);
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                config.streams().guarantee().processingGuarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.streams().commitIntervalMs());
        properties.put(StreamsConfig.POLL_MS_CONFIG, config.streams().pollMs());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, config.streams().stateDir().toString());
        config.topics()
                .replication()
                .ifPresent(factor -> properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, factor.intValue()));
        producer(properties, lingerMs);
        consumer(properties, mostRecordsAPoll);
        properties.putAll(config.streams().properties());
        return properties;
    }

    /** Bytes that the producers of records send at most in one request, so also for one record. */
    public static int largestRequest(ServiceConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.putAll(config.streams().properties());
        String name = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        Object common = properties.getOrDefault(name, DEFAULT_LARGEST_REQUEST);
        return Integer.parseInt(properties
                .getOrDefault(StreamsConfig.producerPrefix(name), common)
                .toString());
    }

    /** For bulk: measured best with 1 to 1000 fan-out and 200-byte records. */
    private static void producer(Properties properties, int lingerMs) {
        Map.of(
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMs,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        262_144,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        67_108_864L,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_TIMEOUT_MS)
                .forEach((name, value) -> properties.put(StreamsConfig.producerPrefix(name), value));
    }

    private static void consumer(Properties properties, int mostRecordsAPoll) {
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), mostRecordsAPoll);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), MAX_POLL_INTERVAL_MS);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Without transactions of its own, too: requests of an augmentation come in one, and an aborted one asked for
        // nothing.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    }
}

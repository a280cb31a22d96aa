package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.generate.WarmUp;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.RecordEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures a running scorer from the outside, with events that its model generated before. */
final class ScoresBenchmark implements AutoCloseable {
    /** As many as a warm-up has. */
    private static final int SAMPLED_CHUNKS = 30;

    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int TRANSACTION_TIMEOUT_MS = 600_000;

    private final ClusterOptions cluster;
    private final String topic;
    private final String output;
    private final String group;
    private final int partitions;
    private final List<byte[]> events;
    private final Admin admin;
    private long next;

    ScoresBenchmark(ClusterOptions cluster, ModelPackage model, String topic, String group, int partitions)
            throws IOException, ModelPackageException {
        this.cluster = cluster;
        this.topic = topic;
        this.output = topic + ".scores";
        this.group = group;
        this.partitions = partitions;
        this.events = events(cluster, model, topic);
        this.admin = Admin.create(cluster.client());
    }

    private static List<byte[]> events(ClusterOptions cluster, ModelPackage model, String topic)
            throws IOException, ModelPackageException {
        List<byte[]> events = new ArrayList<>();
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                LoadedModel loaded = LoadedModel.load(model, ModelSettings.DEFAULTS)) {
            Schema schema = loaded.encoder().schema();
            int id = registry.register(topic + "-value", schema);
            for (int index = 0; index < SAMPLED_CHUNKS; index++) {
                ChunkTask chunk = WarmUp.task(loaded, index);
                RecordEncoder.Encoded records = ChunkGenerator.generate(chunk, loaded, id);
                events.addAll(Arrays.asList(records.values()));
            }
        }
        return events;
    }

    /** Has events scored until service and broker are at their speed. */
    void warmUp(Duration time, long events) {
        long end = System.nanoTime() + time.toNanos();
        do {
            throughput(events);
        } while (System.nanoTime() < end);
    }

    /** Writes a backlog that becomes visible at one moment, and gives the events per second in which it is worked off. */
    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where a record could not be sent.
    double throughput(long number) {
        Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        long start;
        Map<String, Object> properties = producerProperties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "scores-benchmark");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 262_144);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (long i = 0; i < number; i++) {
                producer.send(record(), (sent, failure) -> {
                    if (failure == null) {
                        ends.merge(new TopicPartition(topic, sent.partition()), sent.offset() + 1, Math::max);
                    }
                });
            }
            producer.flush();
            start = System.nanoTime();
            producer.commitTransaction();
        }
        awaitCommitted(ends);
        return number / ((System.nanoTime() - start) / 1e9);
    }

    private ProducerRecord<byte[], byte[]> record() {
        long number = next++;
        return new ProducerRecord<>(
                topic,
                (int) (number % partitions),
                ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
                events.get((int) (number % events.size())));
    }

    private void awaitCommitted(Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!committed(ends)) {
            if (System.nanoTime() > deadline) {
                throw new UserException("Expected the scorer to work off " + topic + " within " + TIMEOUT.toMinutes()
                        + " min, found it behind " + ends);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean committed(Map<TopicPartition, Long> ends) {
        try {
            var offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .allMatch(end -> offsets.get(end.getKey()) != null
                            && offsets.get(end.getKey()).offset() >= end.getValue());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw new UserException("Expected the offsets of " + group + ", found: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("Interrupted while the scorer was measured");
        }
    }

    /** Scores found, and the events that they are of. */
    record Found(long scores, long events) {}

    /** Number of the next event. */
    long next() {
        return next;
    }

    /** Committed scores of the events from this number on. */
    Found count(long from) {
        BitSet seen = new BitSet();
        long scores = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> all = consumer.partitionsFor(output).stream()
                    .map(info -> new TopicPartition(output, info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    long number = ByteBuffer.wrap(record.key()).getLong();
                    if (number >= from) {
                        scores++;
                        seen.set((int) (number - from));
                    }
                }
            }
        }
        return new Found(scores, seen.cardinality());
    }

    /**
     * Sends events at a rate, and measures from sending each to reading its score.
     *
     * @param warmUp time to send before any is counted: compilers of service and broker are busy for most of a minute once small batches follow large
     * @param time to send what is counted
     */
    @SuppressWarnings("FutureReturnValueIgnored") // An event that could not be sent has no score, which is noticed.
    ScoresFigures.Latency latency(double rate, Duration warmUp, Duration time) {
        int skipped = (int) (rate * warmUp.toSeconds());
        int number = skipped + (int) (rate * time.toSeconds());
        long first = next;
        long[] sentAt = new long[number];
        double[] millis = new double[number];
        Arrays.fill(millis, Double.NaN);
        Map<String, Object> properties = producerProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> all = consumer.partitionsFor(output).stream()
                    .map(info -> new TopicPartition(output, info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            long start = System.nanoTime();
            CompletableFuture<Long> sending = CompletableFuture.supplyAsync(() -> {
                for (int i = 0; i < number; i++) {
                    long due = start + (long) (i / rate * 1e9);
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    sentAt[i] = System.nanoTime();
                    producer.send(record());
                }
                return System.nanoTime();
            });
            read(consumer, first, sentAt, millis);
            double seconds = (sending.join() - start) / 1e9;
            double[] measured = Arrays.copyOfRange(millis, skipped, number);
            Arrays.sort(measured);
            return new ScoresFigures.Latency(
                    rate,
                    number / seconds,
                    measured.length,
                    measured[measured.length / 2],
                    measured[Math.min(measured.length - 1, measured.length * 99 / 100)],
                    measured[measured.length - 1]);
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, long first, long[] sentAt, double[] millis) {
        int found = 0;
        long heard = System.nanoTime();
        while (found < millis.length) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                heard = System.nanoTime();
                int index = (int) (ByteBuffer.wrap(record.key()).getLong() - first);
                if (index >= 0 && Double.isNaN(millis[index])) {
                    millis[index] = (heard - sentAt[index]) / 1e6;
                    found++;
                }
            }
            if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new UserException("Expected " + millis.length + " scores on " + output + ", found " + found
                        + " and no more for " + SILENCE.toSeconds() + " s");
            }
        }
    }

    private Map<String, Object> producerProperties() {
        return new HashMap<>(cluster.client());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close();
    }
}

package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Measures a running scorer from the outside, with events that its model generated before. */
final class ScoresBenchmark implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(20);

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
        this.events = SampledEvents.of(cluster, model, topic, List.of());
        this.admin = Admin.create(cluster.client());
    }

    /** Has events scored until service and broker are at their speed. */
    void warmUp(Duration time, long events) {
        long end = System.nanoTime() + time.toNanos();
        do {
            throughput(events);
        } while (System.nanoTime() < end);
    }

    /** Writes a backlog that becomes visible at one moment, and gives the events per second in which it is worked off. */
    double throughput(long number) {
        long from = next;
        next += number;
        Backlog backlog = Backlog.write(cluster, "scores-benchmark", from, next, this::event);
        awaitCommitted(backlog.ends());
        return number / ((System.nanoTime() - backlog.nanoTime()) / 1e9);
    }

    private ProducerRecord<byte[], byte[]> event(long number) {
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
        long[] scores = new long[1];
        new CommittedRecords(cluster, output).read(Map.of(), record -> {
            long number = ByteBuffer.wrap(record.key()).getLong();
            if (number >= from) {
                scores[0]++;
                seen.set((int) (number - from));
            }
        });
        return new Found(scores[0], seen.cardinality());
    }

    /**
     * Sends events at a rate, and measures from sending each to reading its score.
     *
     * @param warmUp time to send before any is counted: compilers of service and broker are busy for most of a minute once small
     *     batches follow large ones
     * @param time to send what is counted
     */
    ScoresFigures.Latency latency(double rate, Duration warmUp, Duration time) {
        long first = next;
        int skipped = (int) (rate * warmUp.toSeconds());
        int number = skipped + (int) (rate * time.toSeconds());
        next += number;
        return new ScoresLatency(cluster, output, this::event).measure(first, number, skipped, rate);
    }

    @Override
    public void close() {
        admin.close();
    }
}

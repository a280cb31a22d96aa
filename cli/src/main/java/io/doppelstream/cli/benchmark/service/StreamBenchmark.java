package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Measures a running service from the outside, as a client sees it. */
final class StreamBenchmark implements AutoCloseable {

    private static final int WARM_UP_CHUNKS = 500;

    private static final int WARM_UP_REQUESTS = 30;
    private static final Duration TIMEOUT = Duration.ofHours(1);
    private static final Duration FEED = Duration.ofSeconds(10);
    private static final Duration LONGEST_LATENCY = Duration.ofSeconds(60);
    private static final long FIRST = 1_000_000;

    private final ClusterOptions cluster;
    private final ModelPackage model;
    private final ConfluentSchemaRegistry registry;
    private final RequestClient client;
    private String topic;

    StreamBenchmark(ClusterOptions cluster, ModelPackage model) {
        this.cluster = cluster;
        this.model = model;
        this.registry = ConfluentSchemaRegistry.from(cluster.registryClient());
        this.client = new RequestClient(
                cluster.client(), cluster.topics().catalogue(), registry, SerdeConfig.from(cluster.registryClient()));
    }

    /** Sends requests until service and broker are at their speed. */
    void warmUp(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long rows = (long) WARM_UP_CHUNKS * model.manifest().chunkSize();
        do {
            topic = complete(send(rows, List.of())).getOutputTopic();
        } while (System.nanoTime() < end);
    }

    /** One request, from its sending to the status that says that all records are committed. */
    StreamFigures.Throughput throughput(long records, List<String> conditions) {
        MemoryWatch memory = new MemoryWatch(Math.min(records, FIRST));
        CommittedRecords output = new CommittedRecords(cluster, topic);
        Map<TopicPartition, Long> before = output.ends();
        long start = System.nanoTime();
        String id = send(records, conditions);
        GenerationStatus end = client.await(id, TIMEOUT, memory);
        double seconds = (System.nanoTime() - start) / 1e9;
        check(end);
        return new StreamFigures.Throughput(
                conditions, records, records / seconds, output.count(id, before), memory.seen());
    }

    /** Requests for one record, one after another. */
    StreamFigures.Latency latency(int requests) {
        double[] millis = new double[requests];
        try (KafkaConsumer<byte[], byte[]> consumer = new CommittedRecords(cluster, topic).openAtEnd()) {
            for (int i = -WARM_UP_REQUESTS; i < requests; i++) {
                double found = latency(consumer);
                if (i >= 0) {
                    millis[i] = found;
                }
            }
        }
        Arrays.sort(millis);
        return new StreamFigures.Latency(
                requests,
                millis[requests / 2],
                millis[Math.min(requests - 1, requests * 99 / 100)],
                millis[requests - 1]);
    }

    /** The same while another request runs, whose records go to the same topic; it is cancelled in the end. */
    StreamFigures.Latency latencyBeside(int requests, long largeRecords) {
        String large = send(largeRecords, List.of());
        client.await(large, Set.of(GenerationState.PROGRESS), TIMEOUT, status -> {});
        StreamFigures.Latency latency = latency(requests);
        cancel(large);
        GenerationStatus end = client.await(large, TIMEOUT, status -> {});
        if (end.getState() != GenerationState.CANCELLED) {
            throw new UserException("Expected a request for " + largeRecords + " records to run beside " + requests
                    + " small ones, found that it had ended before: " + end.getState()
                    + ". Measure fewer requests, or allow larger ones");
        }
        return latency;
    }

    /** A feed of a rate without an end, read for a time, then cancelled. */
    StreamFigures.Feed feed(double rate) {
        try (KafkaConsumer<byte[], byte[]> consumer = new CommittedRecords(cluster, topic).openAtEnd()) {
            String id = "benchmark-" + UUID.randomUUID();
            client.send(request(id, 0, List.of()).setRate(rate).build());
            long begin = 0;
            long last = 0;
            long longestGap = 0;
            long records = 0;
            while (begin == 0 || last - begin < FEED.toNanos()) {
                long found = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(FEED)) {
                    found += CommittedRecords.isOf(record, id) ? 1 : 0;
                }
                if (found == 0) {
                    throw new UserException("Expected a feed of " + rate + " records per second, found none for "
                            + FEED.toSeconds() + " s on " + topic);
                }
                long now = System.nanoTime();
                longestGap = begin == 0 ? 0 : Math.max(longestGap, now - last);
                records += begin == 0 ? 0 : found;
                begin = begin == 0 ? now : begin;
                last = now;
            }
            cancel(id);
            return new StreamFigures.Feed(rate, records / ((last - begin) / 1e9), longestGap / 1e6);
        }
    }

    private void cancel(String id) {
        client.send(RequestControl.newBuilder()
                .setRequestId(id)
                .setAction(ControlAction.CANCEL)
                .build());
    }

    private double latency(KafkaConsumer<byte[], byte[]> consumer) {
        long start = System.nanoTime();
        String id = send(1, List.of());
        while (System.nanoTime() - start < LONGEST_LATENCY.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (CommittedRecords.isOf(record, id)) {
                    return (System.nanoTime() - start) / 1e6;
                }
            }
        }
        throw new UserException("Expected a record within " + LONGEST_LATENCY.toSeconds()
                + " s of its request, found none on " + topic);
    }

    private String send(long count, List<String> conditions) {
        String id = "benchmark-" + UUID.randomUUID();
        client.send(request(id, count, conditions).build());
        return id;
    }

    private GenerationRequest.Builder request(String id, long count, List<String> conditions) {
        return GenerationRequest.newBuilder()
                .setRequestId(id)
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setCount(count)
                .setConditions(conditions);
    }

    private GenerationStatus complete(String id) {
        GenerationStatus end = client.await(id, TIMEOUT, status -> {});
        check(end);
        return end;
    }

    private static void check(GenerationStatus end) {
        if (end.getState() != GenerationState.COMPLETED) {
            throw new UserException(end.getReasonCode() + ": " + end.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
        registry.close();
    }
}

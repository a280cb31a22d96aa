package io.doppelstream.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.metrics.ResidentMemory;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures a running service from the outside, as a client sees it. */
final class StreamBenchmark {

    private static final int WARM_UP_ROWS = 100_000;
    private static final int WARM_UP_REQUESTS = 30;
    private static final int MODEL_ROWS = 200_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final double MB = 1024.0 * 1024;

    private final ClusterOptions cluster;
    private final ModelPackage model;
    private final long rows;
    private final int requests;
    private final Consumer<String> progress;

    /**
     * What was measured.
     *
     * @param records records of the large request
     * @param recordsPerSecond from its sending to the status that says that all are committed
     * @param modelRowsPerSecond the model alone: one single-threaded TensorFlow session for each of two threads
     * @param ratioToModel recordsPerSecond / modelRowsPerSecond
     * @param latencyMs from sending a request for one record to reading it, committed
     * @param rssMb resident memory of the JVM, the embedded broker included, after the warm-up and at the end
     */
    @JsonPropertyOrder({"records", "recordsPerSecond", "modelRowsPerSecond", "ratioToModel", "latencyMs", "rssMb"})
    record Result(
            long records,
            double recordsPerSecond,
            double modelRowsPerSecond,
            double ratioToModel,
            Map<String, Latency> latencyMs,
            Memory rssMb,
            int processors) {

        TextTable table() {
            TextTable table = new TextTable("figure", "value");
            table.row("records committed per second", String.format(Locale.ROOT, "%,.0f", recordsPerSecond));
            table.row("rows per second, model alone", String.format(Locale.ROOT, "%,.0f", modelRowsPerSecond));
            latencyMs.forEach((guarantee, latency) -> {
                table.row("latency ms, " + guarantee + ", p50", String.format(Locale.ROOT, "%.1f", latency.p50()));
                table.row("latency ms, " + guarantee + ", p99", String.format(Locale.ROOT, "%.1f", latency.p99()));
            });
            table.row("resident MB after warm-up", String.format(Locale.ROOT, "%.0f", rssMb.afterWarmup()));
            table.row("resident MB at the end", String.format(Locale.ROOT, "%.0f", rssMb.end()));
            return table;
        }
    }

    /** Percentiles in milliseconds. */
    record Latency(double p50, double p99) {}

    /** Megabytes. */
    record Memory(double afterWarmup, double end) {}

    StreamBenchmark(ClusterOptions cluster, ModelPackage model, long rows, int requests, Consumer<String> progress) {
        this.cluster = cluster;
        this.model = model;
        this.rows = rows;
        this.requests = requests;
        this.progress = progress;
    }

    Result run() {
        SerdeConfig serdes = SerdeConfig.from(cluster.registryClient());
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                RequestClient client =
                        new RequestClient(cluster.client(), cluster.topics().catalogue(), registry, serdes)) {
            progress.accept("Warming up with " + WARM_UP_ROWS + " records ...");
            String topic = complete(client, WARM_UP_ROWS).getOutputTopic();
            double afterWarmup = ResidentMemory.bytes() / MB;
            progress.accept("One request for " + rows + " records ...");
            long start = System.nanoTime();
            complete(client, rows);
            double perSecond = rows / ((System.nanoTime() - start) / 1e9);
            progress.accept(requests + " requests for one record ...");
            Latency latency = latency(client, topic);
            double end = ResidentMemory.bytes() / MB;
            progress.accept("The model alone ...");
            double alone = modelAlone();
            return new Result(
                    rows,
                    perSecond,
                    alone,
                    perSecond / alone,
                    Map.of("exactlyOnce", latency),
                    new Memory(afterWarmup, end),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    private GenerationStatus complete(RequestClient client, long count) {
        GenerationStatus end = client.await(send(client, count), TIMEOUT, status -> {});
        if (end.getState() != GenerationState.COMPLETED) {
            throw new UserException(end.getReasonCode() + ": " + end.getMessage());
        }
        return end;
    }

    private String send(RequestClient client, long count) {
        String id = "benchmark-" + UUID.randomUUID();
        client.send(GenerationRequest.newBuilder()
                .setRequestId(id)
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setCount(count)
                .build());
        return id;
    }

    private Latency latency(RequestClient client, String topic) {
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        double[] millis = new double[requests];
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            for (int i = -WARM_UP_REQUESTS; i < requests; i++) {
                long start = System.nanoTime();
                send(client, 1);
                while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                    if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
                        throw new UserException("Expected a record within 30 s of its request, found none on " + topic);
                    }
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        return new Latency(millis[requests / 2], millis[Math.min(requests - 1, requests * 99 / 100)]);
    }

    private double modelAlone() {
        long start = System.nanoTime();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 2)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    try (ModelSampler sampler = ModelSampler.open(model, new ExecutionConfig(1, 1))) {
                        for (int done = 0; done < MODEL_ROWS; done += 20_000) {
                            sampler.sample(20_000, thread * 1000L + done);
                        }
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        return 2.0 * MODEL_ROWS / ((System.nanoTime() - start) / 1e9);
    }
}

package io.doppelstream.cli.benchmark.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.doppelstream.cli.terminal.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code doppel benchmark stream} measured. Its JSON begins with the figures of the first guarantee; the rest is in
 * {@code services}.
 *
 * @param machine where
 * @param model name/version
 * @param chunkSize records of a chunk
 * @param instances of the service, in one JVM
 * @param modelRowsPerSecond one single-threaded TensorFlow session for each stream thread, warm
 * @param kafkaRecordsPerSecond Kafka Streams emitting records made before, same size, properties and threads
 * @param services by guarantee, {@code exactlyOnce} or {@code atLeastOnce}
 */
@JsonPropertyOrder({
    "machine",
    "model",
    "chunkSize",
    "instances",
    "records",
    "recordsPerSecond",
    "modelRowsPerSecond",
    "kafkaRecordsPerSecond",
    "ratioToCeiling",
    "latencyMs",
    "rssMb",
    "services"
})
record StreamFigures(
        String machine,
        String model,
        int chunkSize,
        int instances,
        double modelRowsPerSecond,
        double kafkaRecordsPerSecond,
        Map<String, Service> services) {

    /** Records of the large request. */
    @JsonProperty
    long records() {
        return large().records();
    }

    /** Of the large request under the first guarantee. */
    @JsonProperty
    double recordsPerSecond() {
        return large().recordsPerSecond();
    }

    /** {@link #recordsPerSecond} against the slower of model and Kafka Streams alone. */
    @JsonProperty
    double ratioToCeiling() {
        return recordsPerSecond() / Math.min(modelRowsPerSecond, kafkaRecordsPerSecond);
    }

    /** From sending a request for one record to reading it, by guarantee. */
    @JsonProperty
    Map<String, Latency> latencyMs() {
        Map<String, Latency> alone = new LinkedHashMap<>();
        services.forEach((guarantee, service) -> alone.put(guarantee, service.latencyAlone()));
        return alone;
    }

    /** Of the large request under the first guarantee. */
    @JsonProperty
    Memory rssMb() {
        return large().rssMb();
    }

    private Throughput large() {
        return services.values().iterator().next().large();
    }

    /**
     * A service with one guarantee.
     *
     * @param large one large request
     * @param conditioned one large request under a condition on a rare value
     * @param latencyAlone from sending a request for one record to reading it, milliseconds
     * @param latencyBeside the same while a large request runs
     * @param feed a request of a rate
     */
    record Service(Throughput large, Throughput conditioned, Latency latencyAlone, Latency latencyBeside, Feed feed) {}

    /**
     * One request.
     *
     * @param conditions its conditions
     * @param records that it asked for
     * @param recordsPerSecond from its sending to the status that says that all are committed
     * @param recordsRead by a consumer of committed records, afterwards
     * @param rssMb resident memory of the service's JVM meanwhile
     */
    record Throughput(List<String> conditions, long records, double recordsPerSecond, long recordsRead, Memory rssMb) {}

    /**
     * Megabytes.
     *
     * @param afterWarmup at the first status behind a million records; of fewer records, at the last
     * @param highest at any status
     */
    record Memory(long afterWarmup, long highest, long end) {}

    /**
     * Milliseconds.
     *
     * @param requests how many were measured
     */
    record Latency(int requests, double p50, double p99, double max) {}

    /**
     * A steady feed, over 10 s.
     *
     * @param wanted records per second
     * @param achieved records per second, as they were read
     * @param longestGapMs longest time between two reads that found records
     */
    record Feed(double wanted, double achieved, double longestGapMs) {}

    TextTable table() {
        TextTable table = new TextTable("figure", "value");
        row(table, "model alone, rows per second", "%,.0f", modelRowsPerSecond);
        row(table, "Kafka Streams alone, records per second", "%,.0f", kafkaRecordsPerSecond);
        row(table, "large request to the slower of them", "%.2f", ratioToCeiling());
        services.forEach((guarantee, service) -> {
            row(table, guarantee, service.large());
            row(table, guarantee, service.conditioned());
            row(table, guarantee + ", latency alone", service.latencyAlone());
            row(table, guarantee + ", latency beside a large request", service.latencyBeside());
            Feed feed = service.feed();
            row(table, guarantee + ", feed of " + feed.wanted() + " records per second", "%.1f", feed.achieved());
            row(table, guarantee + ", its longest gap ms", "%.1f", feed.longestGapMs());
        });
        return table;
    }

    private static void row(TextTable table, String guarantee, Throughput throughput) {
        String name = guarantee + ", " + String.format(Locale.ROOT, "%,d", throughput.records()) + " records"
                + (throughput.conditions().isEmpty() ? "" : " where " + throughput.conditions());
        row(table, name + ", per second", "%,.0f", throughput.recordsPerSecond());
        Memory memory = throughput.rssMb();
        table.row(
                name + ", resident MB after a million, highest, end",
                memory.afterWarmup() + ", " + memory.highest() + ", " + memory.end());
    }

    private static void row(TextTable table, String name, Latency latency) {
        row(table, name + " ms (" + latency.requests() + "), p50", "%.1f", latency.p50());
        row(table, name + " ms (" + latency.requests() + "), p99", "%.1f", latency.p99());
    }

    private static void row(TextTable table, String name, String format, double value) {
        table.row(name, String.format(Locale.ROOT, format, value));
    }
}

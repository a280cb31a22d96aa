package io.doppelstream.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code doppel benchmark stream} measured.
 *
 * @param machine where
 * @param model name/version
 * @param chunkSize records of a chunk
 * @param instances of the service, in one JVM
 * @param ceilings what the parts do alone
 * @param ratioToCeiling the large request of the first service against the slower of the ceilings
 * @param services by guarantee
 */
@JsonPropertyOrder({"machine", "model", "chunkSize", "instances", "ceilings", "ratioToCeiling", "services"})
record StreamFigures(
        String machine,
        String model,
        int chunkSize,
        int instances,
        Ceilings ceilings,
        double ratioToCeiling,
        Map<String, Service> services) {

    /**
     * Records per second of the parts.
     *
     * @param modelRowsPerSecond one single-threaded TensorFlow session for each of two threads
     * @param streamsRecordsPerSecond Kafka Streams emitting records made before, same size, properties and threads
     */
    record Ceilings(double modelRowsPerSecond, double streamsRecordsPerSecond) {
        double slower() {
            return Math.min(modelRowsPerSecond, streamsRecordsPerSecond);
        }
    }

    /**
     * A service with one guarantee.
     *
     * @param large one large request
     * @param conditioned one large request under a condition on a rare value
     * @param latencyMs from sending a request for one record to reading it: alone, and beside a large request
     */
    record Service(Throughput large, Throughput conditioned, Map<String, Latency> latencyMs) {}

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
     * @param afterFirstMillion at the first status behind a million records; of fewer records, at the first
     * @param highest at any status
     */
    record Memory(long afterFirstMillion, long highest, long end) {}

    /**
     * Milliseconds.
     *
     * @param requests how many were measured
     */
    record Latency(int requests, double p50, double p99, double max) {}

    TextTable table() {
        TextTable table = new TextTable("figure", "value");
        row(table, "model alone, rows per second", "%,.0f", ceilings.modelRowsPerSecond());
        row(table, "Kafka Streams alone, records per second", "%,.0f", ceilings.streamsRecordsPerSecond());
        row(table, "large request to the slower of them", "%.2f", ratioToCeiling);
        services.forEach((guarantee, service) -> {
            row(table, guarantee, service.large());
            row(table, guarantee, service.conditioned());
            service.latencyMs().forEach((where, latency) -> {
                String name = guarantee + ", latency " + where + " ms (" + latency.requests() + ")";
                row(table, name + ", p50", "%.1f", latency.p50());
                row(table, name + ", p99", "%.1f", latency.p99());
            });
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
                memory.afterFirstMillion() + ", " + memory.highest() + ", " + memory.end());
    }

    private static void row(TextTable table, String name, String format, double value) {
        table.row(name, String.format(Locale.ROOT, format, value));
    }
}

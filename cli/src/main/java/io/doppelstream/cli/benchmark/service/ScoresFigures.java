package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.terminal.TextTable;
import java.util.Locale;

/**
 * What {@code doppel benchmark scores} measured.
 *
 * @param machine where
 * @param model name/version
 * @param kind of the model
 * @param columns that the model learns
 * @param partitions of the real topic
 * @param threads that score
 * @param driftWatched whether drift was watched meanwhile
 * @param events of the backlog
 * @param eventsPerSecond from the moment that the backlog became visible to the commit of its last score
 * @param scoresRead scores of the backlog that a consumer of committed records found
 * @param distinctScoresRead the same, each event counted once: less than {@code scoresRead} means duplicates
 * @param latency of single events
 */
record ScoresFigures(
        String machine,
        String model,
        String kind,
        int columns,
        int partitions,
        int threads,
        boolean driftWatched,
        long events,
        double eventsPerSecond,
        long scoresRead,
        long distinctScoresRead,
        Latency latency) {

    /**
     * From the moment before an event is sent to reading its committed score.
     *
     * @param wantedRate events per second
     * @param rate that was sent
     * @param events measured
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param max milliseconds
     */
    record Latency(double wantedRate, double rate, int events, double p50, double p99, double max) {}

    TextTable table() {
        TextTable table = new TextTable("figure", "value");
        table.row("model", model + ", " + kind + ", " + columns + " columns");
        table.row("events", String.format(Locale.ROOT, "%,d", events));
        table.row("events per second, exactly once", String.format(Locale.ROOT, "%,.0f", eventsPerSecond));
        table.row("committed scores, distinct", String.format(Locale.ROOT, "%,d, %,d", scoresRead, distinctScoresRead));
        table.row("latency at events per second", String.format(Locale.ROOT, "%,.0f", latency.rate()));
        table.row("latency ms, p50", String.format(Locale.ROOT, "%.1f", latency.p50()));
        table.row("latency ms, p99", String.format(Locale.ROOT, "%.1f", latency.p99()));
        table.row("latency ms, max", String.format(Locale.ROOT, "%.1f", latency.max()));
        return table;
    }
}

package io.doppelstream.service.metrics;

import io.doppelstream.schemas.ColumnDrift;
import io.doppelstream.schemas.DriftReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of one scorer, named {@code doppel.score.*} and {@code doppel.drift.*}. Counters count as many times as their transaction is tried. */
public final class ScoreMetrics {
    private static final Duration SHORTEST_BATCH = Duration.ofMillis(1);
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter scored;
    private final Counter alerts;
    private final Counter malformed;
    private final Counter skipped;
    private final Counter retrain;
    private final AtomicInteger waiting;
    private final Timer batches;
    private final MultiGauge psi;
    private final MultiGauge ks;

    /** Registers what can be known before it happens. */
    public ScoreMetrics(MeterRegistry registry, String scorer) {
        this.registry = registry;
        this.tags = Tags.of("scorer", scorer);
        scored = events("scored");
        malformed = events("malformed");
        skipped = events("skipped");
        alerts = registry.counter("doppel.score.alerts", tags);
        retrain = registry.counter("doppel.drift.retrain", tags);
        reports(true);
        reports(false);
        waiting = registry.gauge("doppel.score.waiting", tags, new AtomicInteger());
        batches = Timer.builder("doppel.score.batch")
                .description("Time to read, score and encode what was polled together")
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST_BATCH)
                .maximumExpectedValue(LONGEST_BATCH)
                .register(registry);
        psi = MultiGauge.builder("doppel.drift.psi")
                .description("Population stability index of a column in the latest window")
                .tags(tags)
                .register(registry);
        ks = MultiGauge.builder("doppel.drift.ks")
                .description("Kolmogorov-Smirnov distance of a column in the latest window")
                .tags(tags)
                .register(registry);
    }

    private Counter events(String outcome) {
        return registry.counter("doppel.score.events", tags.and("outcome", outcome));
    }

    private Counter reports(boolean drifted) {
        return registry.counter("doppel.drift.reports", tags.and("drifted", Boolean.toString(drifted)));
    }

    /** An event that was scored. */
    public void scored(boolean alert, List<String> unseen) {
        scored.increment();
        if (alert) {
            alerts.increment();
        }
        unseen.forEach(column -> registry.counter("doppel.score.unseen", tags.and("column", column))
                .increment());
    }

    /** An event that became a dead letter. */
    public void malformed() {
        malformed.increment();
    }

    /** A tombstone. */
    public void skipped() {
        skipped.increment();
    }

    /** What was polled together. */
    public void batch(Duration time) {
        batches.record(time);
    }

    /** Whether there is no model to score with. */
    public void waiting(boolean forModel) {
        waiting.set(forModel ? 1 : 0);
    }

    /** A window that is full, on the instance that adds up. */
    public void drift(DriftReport report, boolean asksForTraining) {
        reports(report.getDrifted()).increment();
        if (asksForTraining) {
            retrain.increment();
        }
        psi.register(
                report.getColumns().stream()
                        .<MultiGauge.Row<?>>map(
                                column -> MultiGauge.Row.of(Tags.of("column", column.getColumn()), column.getPsi()))
                        .toList(),
                true);
        ks.register(
                report.getColumns().stream()
                        .filter(column -> column.getKs() != null)
                        .<MultiGauge.Row<?>>map(ScoreMetrics::row)
                        .toList(),
                true);
    }

    private static MultiGauge.Row<Number> row(ColumnDrift column) {
        return MultiGauge.Row.of(Tags.of("column", column.getColumn()), column.getKs());
    }
}

package io.doppelstream.service.score;

import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.metrics.ScoreMetrics;
import io.doppelstream.service.models.ModelCatalog;
import io.doppelstream.service.topology.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** The threads of all scorers of a service. */
public final class Scorers implements AutoCloseable {
    /** A transaction holds back who reads committed scores for as long as these take: some tens of milliseconds. */
    private static final int MOST_EVENTS_A_POLL = 2_000;

    private static final int MOST_COUNTS_A_POLL = 500;

    private final Map<String, TransactionalLoop> loops = new LinkedHashMap<>();

    private Scorers() {}

    /** Creates topics and starts all; they score a little later. */
    public static Scorers start(
            ServiceConfig config,
            Admin admin,
            SchemaRegistry registry,
            ModelCatalog catalog,
            Patience patience,
            StreamsUncaughtExceptionHandler failures,
            MeterRegistry meters) {
        Scorers started = new Scorers();
        try {
            for (ScorerSettings settings : config.scorers()) {
                ScoreTopics.create(admin, settings, config.topics());
                ScoreMetrics metrics = new ScoreMetrics(meters, settings.name());
                started.start(
                        config, Scorer.of(settings, config, registry, catalog, metrics, patience), failures, meters);
            }
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void start(
            ServiceConfig config, Scorer scorer, StreamsUncaughtExceptionHandler failures, MeterRegistry meters) {
        ScorerSettings settings = scorer.settings();
        LoopClients scoring = LoopClients.of(config, "-score-" + settings.name(), MOST_EVENTS_A_POLL, meters);
        for (int thread = 0; thread < settings.threads(); thread++) {
            String name = "score-" + settings.name() + "-" + thread;
            loops.put(name, TransactionalLoop.start(name, settings.topic(), scoring, new ScoreStep(scorer), failures));
        }
        if (settings.drift() != null) {
            String name = "drift-" + settings.name();
            LoopClients adding = LoopClients.of(config, "-" + name, MOST_COUNTS_A_POLL, meters);
            loops.put(name, TransactionalLoop.start(name, scorer.counts(), adding, new DriftStep(scorer), failures));
        }
    }

    /** Whether all have their partitions; one that waits for its model counts, too. */
    public boolean running() {
        return loops.values().stream()
                .map(TransactionalLoop::state)
                .allMatch(
                        state -> state == TransactionalLoop.State.RUNNING || state == TransactionalLoop.State.WAITING);
    }

    /** Whether none has ended. */
    public boolean live() {
        return loops.values().stream()
                .map(TransactionalLoop::state)
                .noneMatch(state -> state == TransactionalLoop.State.FAILED || state == TransactionalLoop.State.CLOSED);
    }

    /** Their states, by thread. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        loops.forEach((name, loop) -> states.put(name, loop.state().name()));
        return states;
    }

    @Override
    public void close() {
        loops.values().forEach(TransactionalLoop::close);
    }
}

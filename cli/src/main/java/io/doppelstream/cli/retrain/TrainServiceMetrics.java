package io.doppelstream.cli.retrain;

import io.doppelstream.schemas.TrainingState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of a train service, named {@code doppel.training.*}. */
final class TrainServiceMetrics {
    private static final String REQUESTS = "doppel.training.requests";
    private static final String OUTCOME = "outcome";
    /** A request that was answered before. */
    private static final String KNOWN = "known";

    private static final List<String> OUTCOMES = List.of("published", "kept", "failed", "refused", KNOWN);

    private final MeterRegistry registry;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile double lastSeconds = Double.NaN;

    /** Registers all of them, so that the first event is an increase and not a new series. */
    TrainServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        OUTCOMES.forEach(outcome -> registry.counter(REQUESTS, OUTCOME, outcome));
        registry.counter("doppel.training.outages");
        Gauge.builder("doppel.training.busy", busy, AtomicInteger::get).register(registry);
        Gauge.builder("doppel.training.last", () -> lastSeconds)
                .baseUnit("seconds")
                .register(registry);
    }

    /** A request is worked on. */
    void begun() {
        busy.set(1);
    }

    /** No request is worked on any more. */
    void ended() {
        busy.set(0);
    }

    /** How long a training took that went to its end; one that was stopped counts from where it went on. */
    void trained(Duration time) {
        lastSeconds = time.toMillis() / 1e3;
    }

    /** A request has its final answer. */
    void answered(TrainingState state) {
        count(state.name().toLowerCase(Locale.ROOT));
    }

    /** A request came that had its final answer before. */
    void known() {
        count(KNOWN);
    }

    private void count(String outcome) {
        registry.counter(REQUESTS, OUTCOME, outcome).increment();
    }

    /** A request is tried again, since brokers or registry did not answer. */
    void outage() {
        registry.counter("doppel.training.outages").increment();
    }
}

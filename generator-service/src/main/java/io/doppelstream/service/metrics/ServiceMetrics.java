package io.doppelstream.service.metrics;

import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The service's own meters, named {@code doppel.*}. */
public final class ServiceMetrics {
    /** Range of the timer's buckets. */
    private static final Duration SHORTEST_CHUNK = Duration.ofMillis(1);

    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(10);
    private static final List<String> OUTCOMES =
            List.of("accepted", "rejected", "duplicate", "completed", "failed", "cancelled", "expired");
    private static final List<String> SHADOW_OUTCOMES = List.of("generated", "failed", "dropped");

    /** What a neighbour's failure to answer looks like. */
    private static final List<String> OUTAGES = List.of(
            "RegistryUnreachableException",
            "RegistryRefusedException",
            "SchemaUnavailableException",
            "ModelUnavailableException",
            "TopicCreationException");

    /** Causes that end stream threads and have a name of their own; the log has that of every other. */
    private static final List<String> STREAM_FAILURES = List.of(
            "ConnectException",
            "SocketTimeoutException",
            "TimeoutException",
            "UnknownServerException",
            "RecordTooLargeException",
            "AuthorizationException",
            "ModelUnavailableException",
            "TopicCreationException",
            "RocksDBException",
            "IOException",
            "IllegalStateException",
            "NullPointerException",
            "OutOfMemoryError");

    private static final String OTHER = "other";

    private final MeterRegistry registry;

    /** Registers what can be known before it happens, so that the first event is an increase and not a new series. */
    public ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        OUTCOMES.forEach(outcome -> registry.counter("doppel.requests", "outcome", outcome));
        registry.counter("doppel.models.refused");
        SHADOW_OUTCOMES.forEach(outcome -> registry.counter("doppel.shadow.chunks", "outcome", outcome));
        for (ReasonCode reason : ReasonCode.values()) {
            registry.counter("doppel.rejections", "reason", reason.name());
        }
        register("doppel.outages", OUTAGES);
        register("doppel.stream.failures", STREAM_FAILURES);
    }

    private void register(String counter, List<String> exceptions) {
        exceptions.forEach(name -> registry.counter(counter, "exception", name));
        registry.counter(counter, "exception", OTHER);
    }

    /** Records handed to the producer; they count as many times as their transaction is tried. */
    public void recordsGenerated(String model, int records, Duration time) {
        registry.counter("doppel.records", "model", model).increment(records);
        Timer.builder("doppel.generate")
                .description("Time to generate and encode a chunk")
                .tag("model", model)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST_CHUNK)
                .maximumExpectedValue(LONGEST_CHUNK)
                .register(registry)
                .record(time);
    }

    public void requestAccepted() {
        request("accepted");
    }

    public void requestDuplicate() {
        request("duplicate");
    }

    /** A request that was accepted has ended. */
    public void requestEnded(GenerationState state) {
        request(state.name().toLowerCase(Locale.ROOT));
    }

    /** A request, or bytes that should have been one, that became a dead letter. */
    public void rejected(ReasonCode reason) {
        request("rejected");
        registry.counter("doppel.rejections", "reason", reason.name()).increment();
    }

    private void request(String outcome) {
        registry.counter("doppel.requests", "outcome", outcome).increment();
    }

    public void modelRefused() {
        registry.counter("doppel.models.refused").increment();
    }

    /** A stream thread ended by an exception. */
    public void streamFailure(Throwable cause) {
        count("doppel.stream.failures", STREAM_FAILURES, cause);
    }

    /** An attempt that failed because a neighbour (registry, broker, model store) did not answer. */
    public void outage(RuntimeException cause) {
        count("doppel.outages", OUTAGES, cause);
    }

    private void count(String counter, List<String> known, Throwable cause) {
        String name = cause.getClass().getSimpleName();
        registry.counter(counter, "exception", known.contains(name) ? name : OTHER)
                .increment();
    }

    /**
     * A chunk that a shadow was to generate.
     *
     * @param outcome generated, failed or dropped
     */
    public void shadowed(String outcome) {
        registry.counter("doppel.shadow.chunks", "outcome", outcome).increment();
    }
}

package io.doppelstream.service;

import io.doppelstream.service.metrics.ServiceMetrics;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread ends by an exception (KIP-671): it is replaced, after a pause that grows while failures
 * follow each other closely. Broken virtual machines ({@link Error}) end the client.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final long CALM_MS = 60_000;

    private final ServiceMetrics metrics;
    private long pauseMs = FIRST_PAUSE_MS;
    private long lastAt;
    private volatile String last;

    FailurePolicy(ServiceMetrics metrics) {
        this.metrics = metrics;
    }

    /** The latest failure, for people. */
    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Throwable cause = rootOf(failure);
        metrics.streamFailure(cause);
        last = cause.toString();
        if (cause instanceof Error) {
            log.error("A stream thread failed beyond repair: shutting down", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long pause = nextPause();
        log.error("A stream thread failed, replacing it in {} ms: {}", pause, cause.toString(), failure);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized long nextPause() {
        long now = System.nanoTime() / 1_000_000;
        pauseMs = now - lastAt > CALM_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        lastAt = now;
        return pauseMs;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}

package io.doppelstream.service.topology;

import io.doppelstream.schemas.registry.RegistryRefusedException;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import io.doppelstream.schemas.topic.TopicCreationException;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.models.ModelUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while a neighbour (registry, broker, model store) does not answer. Gives up after a while, so that the open
 * transaction does not time out: the stream thread is replaced then, and the record comes again.
 */
public final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Duration limit;
    private final ServiceMetrics metrics;

    public Patience(Duration limit, ServiceMetrics metrics) {
        this.limit = limit;
        this.metrics = metrics;
    }

    /** Whether a failure is a neighbour's, and passes. */
    static boolean isOutage(Throwable failure) {
        return failure instanceof RegistryUnreachableException
                || failure instanceof RegistryRefusedException
                || failure instanceof SchemaUnavailableException
                || failure instanceof ModelUnavailableException
                || failure instanceof TopicCreationException;
    }

    /** Calls until there is an answer, or until there was none for too long. */
    public <T> T call(String goal, Supplier<T> attempt) {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return attempt.get();
            } catch (RuntimeException e) {
                if (!isOutage(e)) {
                    throw e;
                }
                metrics.outage(e);
                if (System.nanoTime() + pause.toNanos() > end) {
                    throw e;
                }
                log.warn("Could not {}, trying again in {} ms: {}", goal, pause.toMillis(), e.getMessage());
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

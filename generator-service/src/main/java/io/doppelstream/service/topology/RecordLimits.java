package io.doppelstream.service.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest record that each topic takes: asked for again from time to time, because operators change it. */
final class RecordLimits {
    private static final Logger log = LoggerFactory.getLogger(RecordLimits.class);
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** Not worth more of a chunk's time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Admin admin;
    private final int ofProducer;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(int bytes, long askedAt) {
        boolean fresh() {
            return System.nanoTime() - askedAt < FRESH.toNanos();
        }
    }

    /**
     * Limits of a cluster's topics.
     *
     * @param ofProducer bytes that the producer sends at most, whatever the topic takes
     */
    RecordLimits(Admin admin, int ofProducer) {
        this.admin = admin;
        this.ofProducer = ofProducer;
    }

    /** Bytes of the largest record, before compression; the producer's own limit where the broker does not say. */
    int of(String topic) {
        Known limit = known.get(topic);
        if (limit == null || !limit.fresh()) {
            limit = new Known(Math.min(ofProducer, ask(topic)), System.nanoTime());
            known.put(topic, limit);
        }
        return limit.bytes();
    }

    private int ask(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config found = admin.describeConfigs(List.of(resource))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .get(resource);
            return Integer.parseInt(
                    found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Could not ask for {} of {}: {}", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, topic, e.toString());
            return ofProducer;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

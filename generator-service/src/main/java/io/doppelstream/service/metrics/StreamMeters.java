package io.doppelstream.service.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Kafka Streams' own meters and those of its clients. New ones, such as the lag of a partition that was just assigned, are
 * looked for every few seconds; Micrometer's default would show them after a minute.
 */
public final class StreamMeters implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "doppel-stream-meters");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaStreamsMetrics meters;

    public StreamMeters(KafkaStreams streams, MeterRegistry registry) {
        meters = new KafkaStreamsMetrics(streams, List.of(), scheduler, REFRESH);
        meters.bindTo(registry);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        meters.close();
    }
}

package io.doppelstream.cli.retrain;

import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.http.HttpEndpoints;
import io.doppelstream.service.metrics.ProcessMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Health and metrics of a train service, over HTTP as the generator service has them. */
final class TrainServiceMonitor implements AutoCloseable {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process = ProcessMeters.bind(meters);
    private final TrainServiceMetrics metrics = new TrainServiceMetrics(meters);

    TrainServiceMetrics metrics() {
        return metrics;
    }

    /** Listens until it is closed. */
    HttpEndpoints listen(HttpSettings settings, TrainServiceHealth health) {
        return HttpEndpoints.start(settings, health::live, health::ready, meters::scrape);
    }

    @Override
    public void close() {
        process.close();
        meters.close();
    }
}

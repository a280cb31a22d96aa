package io.doppelstream.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/** An alert on an increase misses the first event of a series that begins with it. */
class ServiceMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServiceMetrics metrics = new ServiceMetrics(registry);

    private static class Unforeseen extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldAddNoSeriesWhenSomethingGoesWrongForTheFirstTime() {
        int before = registry.getMeters().size();

        metrics.streamFailure(new RecordTooLargeException());
        metrics.streamFailure(new Unforeseen());
        metrics.outage(new RegistryUnreachableException("down"));
        metrics.outage(new Unforeseen());
        metrics.rejected(ReasonCode.UNDECODABLE);
        metrics.modelRefused();

        assertThat(registry.getMeters()).hasSize(before);
        assertThat(count("doppel.stream.failures", "exception", "RecordTooLargeException"))
                .isEqualTo(1);
        assertThat(count("doppel.stream.failures", "exception", "other")).isEqualTo(1);
        assertThat(count("doppel.outages", "exception", "RegistryUnreachableException"))
                .isEqualTo(1);
        assertThat(count("doppel.outages", "exception", "other")).isEqualTo(1);
        assertThat(count("doppel.rejections", "reason", "UNDECODABLE")).isEqualTo(1);
    }

    private double count(String name, String tag, String value) {
        Counter counter = registry.find(name).tag(tag, value).counter();
        return counter == null ? Double.NaN : counter.count();
    }
}

package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.TrainingState;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrainServiceMetricsTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern NAME = Pattern.compile("\\bdoppel_training_[a-z_]+");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TrainServiceMetrics metrics = new TrainServiceMetrics(registry);

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }

    @Test
    void shouldExposeEveryMetricThatDashboardAndRulesUse() throws IOException {
        String dashboard = Files.readString(DEPLOY.resolve("grafana/dashboards/doppelstream.json"));
        String rules = Files.readString(DEPLOY.resolve("prometheus/rules.yml"));

        assertThat(names(dashboard)).isNotEmpty();
        assertThat(names(rules)).isNotEmpty();
        assertThat(names(registry.scrape())).containsAll(names(dashboard)).containsAll(names(rules));
    }

    @Test
    void shouldCountEveryOutcomeFromZero() {
        assertThat(registry.scrape())
                .contains(List.of(
                        "doppel_training_requests_total{outcome=\"failed\"} 0.0",
                        "doppel_training_busy 0.0",
                        "doppel_training_last_seconds NaN"));
        metrics.begun();
        metrics.trained(Duration.ofMillis(2_500));
        for (TrainingState state : TrainingState.values()) {
            if (TrainingReports.isEnd(state)) {
                metrics.answered(state);
            }
        }
        metrics.known();

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("doppel_training_requests_total{")))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).endsWith(" 1.0"));
        assertThat(registry.scrape()).contains("doppel_training_busy 1.0", "doppel_training_last_seconds 2.5");
        metrics.ended();
        assertThat(registry.scrape()).contains("doppel_training_busy 0.0");
    }
}

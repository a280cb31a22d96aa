package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ColumnDrift;
import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.metrics.AugmentMetrics;
import io.doppelstream.service.metrics.ScoreMetrics;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard and alert rules ask for metrics that exist. */
class DeployedMetricsIT {
    private static final Path DEPLOY = Path.of("..", "deploy");
    /** Metrics of the service as PromQL names them: label matchers, a range or an operator follows. */
    private static final Pattern USED = Pattern.compile("\\b(?:doppel|kafka|jvm|process)_[a-z_]+");

    /** Those of the train service, which has a test of its own. */
    private static final String TRAIN_SERVICE = "doppel_training_";

    private static final Pattern EXPOSED = Pattern.compile("(?m)^([a-z_]+)[{ ]");

    @TempDir
    private static Path folder;

    @Test
    void shouldExposeEveryMetricThatDashboardAndRulesUse() throws IOException {
        Set<String> used = used(DEPLOY.resolve("grafana/dashboards/doppelstream.json"));
        used.addAll(used(DEPLOY.resolve("prometheus/rules.yml")));
        assertThat(used).contains("doppel_generate_seconds_bucket").hasSizeGreaterThan(10);

        try (TestService test = new TestService(folder)) {
            test.publish("tiny", "1");
            try (GeneratorService service = GeneratorService.start(test.config("main"))) {
                service.awaitReady(TestService.PATIENCE);
                // Enough rows for a fidelity.
                test.ask(request("metrics", 6_000).build());

                Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    System.gc();
                    Set<String> exposed = exposed(service.metrics());
                    exposed.addAll(exposed(exceptional()));
                    assertThat(exposed).containsAll(used);
                });
            }
        }
    }

    private static Set<String> used(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            String expressions =
                    lines.filter(line -> !line.contains("summary:")).collect(Collectors.joining("\n"));
            return USED.matcher(expressions)
                    .results()
                    .map(found -> found.group())
                    .filter(name -> !name.startsWith(TRAIN_SERVICE))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> exposed(String scraped) {
        Matcher matcher = EXPOSED.matcher(scraped);
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a service exposes only with an augmentation or a scorer, or after something went wrong. */
    private static String exceptional() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ServiceMetrics metrics = new ServiceMetrics(registry);
        metrics.rejected(ReasonCode.UNKNOWN_MODEL);
        metrics.outage(new IllegalStateException());
        metrics.streamFailure(new IllegalStateException());
        new AugmentMetrics(registry, "augmentation").segment("", 0.1, 1);
        ScoreMetrics scores = new ScoreMetrics(registry, "scorer");
        scores.scored(true, List.of("column"));
        scores.drift(driftReport(), true);
        return registry.scrape();
    }

    private static DriftReport driftReport() {
        Instant now = Instant.now();
        return new DriftReport(
                "scorer",
                "topic",
                "model",
                "1",
                "digest",
                now,
                now,
                1L,
                List.of(new ColumnDrift("column", 0.3, 0.1, 0L, true)),
                true);
    }
}

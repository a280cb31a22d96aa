package io.doppelstream.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeDefaultsAndEnvironmentWhenThereIsNoFile() throws IOException {
        ServiceConfig config = ConfigReader.read(
                Optional.empty(),
                Map.of("DOPPEL_BOOTSTRAP", "broker:9092", "DOPPEL_REGISTRY", "http://r:8081", "DOPPEL_HTTP_PORT", "0"));

        assertThat(config.kafka().bootstrap()).isEqualTo("broker:9092");
        assertThat(config.http()).isEqualTo(new HttpSettings("127.0.0.1", 0));
        assertThat(config.requests().maxCount()).isEqualTo(10_000_000);
        assertThat(config.requests().allows("doppel.synthetic.bank")).isTrue();
        assertThat(config.requests().allows("doppelXsynthetic.bank")).isFalse();
    }

    @Test
    void shouldAllowTheModelsOwnTopicsWhenThePrefixIsAnother() throws IOException {
        ServiceConfig config = ConfigReader.read(
                Optional.empty(),
                Map.of(
                        "DOPPEL_BOOTSTRAP",
                        "broker:9092",
                        "DOPPEL_REGISTRY",
                        "http://r:8081",
                        "DOPPEL_TOPIC_PREFIX",
                        "x."));

        assertThat(config.requests().allowedTopics()).containsExactly("x.synthetic.*");
        assertThat(config.withTopics(new TopicSettings("y.", null, null, null))
                        .requests()
                        .allowedTopics())
                .containsExactly("y.synthetic.*");
        assertThat(config.withRequests(RequestSettings.DEFAULTS.withAllowedTopics(List.of("mine.*")))
                        .withTopics(new TopicSettings("y.", null, null, null))
                        .requests()
                        .allowedTopics())
                .containsExactly("mine.*");
    }

    @Test
    void shouldTakeTheGuaranteeUnderItsNameAndNotAsAPropertyOfKafkaStreams() throws IOException {
        Map<String, String> environment = Map.of("DOPPEL_BOOTSTRAP", "b:1", "DOPPEL_REGISTRY", "http://r:1");
        Path file = Files.writeString(folder.resolve("c.yaml"), "streams: {guarantee: at_least_once}");

        assertThat(ConfigReader.read(Optional.of(file), environment).streams().guarantee())
                .isEqualTo(Guarantee.AT_LEAST_ONCE);
        Files.writeString(
                file, "streams: {guarantee: at_most_once, properties: {processing.guarantee: at_least_once}}");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), environment))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .anySatisfy(problem -> assertThat(problem)
                                .contains("streams.guarantee", "[exactly_once, at_least_once]", "at_most_once"))
                        .anySatisfy(problem ->
                                assertThat(problem).contains("streams.properties", "there is streams.guarantee")));
    }

    @Test
    void shouldReportEveryProblemWhenThereAreSeveral() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                """
                registry: {schema.registry.url: "ftp://nowhere"}
                streams: {threads: 0, nonsense: 1}
                http: {port: many}
                """);

        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), Map.of()))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .hasSize(5)
                        .anySatisfy(problem -> assertThat(problem).contains("bootstrap"))
                        .anySatisfy(problem -> assertThat(problem).contains("streams.threads"))
                        .anySatisfy(problem -> assertThat(problem).contains("streams.nonsense"))
                        .anySatisfy(problem -> assertThat(problem).contains("http.port"))
                        .anySatisfy(problem -> assertThat(problem).contains("ftp://nowhere")));
    }

    @Test
    void shouldKeepSecretsOutWhenItIsPrinted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                """
                bootstrap: b:1
                client: {sasl.jaas.config: hunter2}
                registry: {schema.registry.url: "http://r:1", basic.auth.user.info: "me:hunter2"}
                """);

        assertThat(ConfigReader.read(Optional.of(file), Map.of()).toString())
                .doesNotContain("hunter2")
                .contains("sasl.jaas.config");
    }

    @Test
    void shouldReadAugmentationsAndReportEveryProblemOfThem() throws IOException {
        Map<String, String> environment = Map.of("DOPPEL_BOOTSTRAP", "b:1", "DOPPEL_REGISTRY", "http://r:1");
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                """
                augmentations:
                  - {name: fraud, topic: calls, model: bank, where: "y = 'yes'", share: 0.3, window: 5m, segment: job}
                """);

        AugmentationSettings read = ConfigReader.read(Optional.of(file), environment)
                .augmentations()
                .get(0);
        assertThat(read.output()).isEqualTo("calls.augmented");
        assertThat(read.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.maxRate()).isEqualTo(1_000);

        Files.writeString(
                file,
                """
                augmentations:
                  - {name: a, topic: doppel.requests, model: bank, where: "y = 'yes'", share: 0.3, window: 5m}
                  - {name: a, topic: calls, model: bank, where: "y = 'yes'", share: 0.3, events: 10, output: doppel.augment.x}
                """);
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), environment))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations.a.topic", "doppel.requests"))
                        .anySatisfy(
                                problem -> assertThat(problem).contains("augmentations.a.output", "doppel.augment.x"))
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations.name", "different")));

        Files.writeString(
                file,
                """
                augmentations:
                  - {name: a, topic: calls, where: "y = 'yes' and x = 1", share: 1, window: soon, output: calls, n: 1}
                """);
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), environment))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations[0].n"))
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations[0].window", "'soon'", "5m"))
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations.a.output", "'calls'"))
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations.a.model", "found none"))
                        .anySatisfy(problem -> assertThat(problem).contains("augmentations.a.where", "one condition"))
                        .anySatisfy(problem ->
                                assertThat(problem).contains("augmentations.a.share", "above 0 and below 1")));
    }

    @Test
    void shouldReadScorersAndReportEveryProblemOfThem() throws IOException {
        Map<String, String> environment = Map.of("DOPPEL_BOOTSTRAP", "b:1", "DOPPEL_REGISTRY", "http://r:1");
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                """
                scorers:
                  - {name: fraud, topic: calls, model: bank}
                  - {name: more, topic: calls, output: s, alerts: a, model: bank, modelVersion: "@champion", alertRate: 0.05,
                     top: 5, threads: 1, drift: {window: 1h, psi: 0.2, retrain: {windows: 1, minutes: 5, kind: alad}}}
                """);

        List<ScorerSettings> read =
                ConfigReader.read(Optional.of(file), environment).scorers();
        assertThat(read.get(0).output()).isEqualTo("calls.scores");
        assertThat(read.get(0).alerts()).isEqualTo("calls.alerts");
        assertThat(read.get(0).alertRate()).isEqualTo(0.01);
        assertThat(read.get(0).drift()).isNull();
        assertThat(read.get(1).drift().events()).isNull();
        assertThat(read.get(1).drift().window()).isEqualTo(Duration.ofHours(1));
        assertThat(read.get(1).drift().retrain().cooldown()).isEqualTo(Duration.ofDays(1));

        Files.writeString(
                file,
                """
                scorers:
                  - {name: a, topic: doppel.requests, model: bank}
                  - {name: a, topic: calls, model: bank, output: doppel.requests.scores}
                """);
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), environment))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .anySatisfy(problem -> assertThat(problem).contains("scorers.a", "doppel.requests"))
                        .anySatisfy(problem -> assertThat(problem).contains("scorers.name", "different"))
                        .anySatisfy(problem -> assertThat(problem).contains("scorers.output", "different")));

        Files.writeString(
                file,
                """
                scorers:
                  - {name: "a b", topic: calls, output: calls, alertRate: 1, top: 99, threads: 0, n: 1,
                     drift: {events: 5, window: 1h, psi: 0, retrain: {windows: 0, holdout: 2, m: 1}}}
                """);
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), environment))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .anySatisfy(problem -> assertThat(problem).contains("scorers[0].n"))
                        .anySatisfy(problem -> assertThat(problem).contains("scorers[0].drift.retrain.m"))
                        .anySatisfy(problem -> assertThat(problem).contains("scorers.name"))
                        .anySatisfy(problem -> assertThat(problem).contains("output", "'calls'"))
                        .anySatisfy(problem -> assertThat(problem).contains(".model", "found none"))
                        .anySatisfy(problem -> assertThat(problem).contains("alertRate", "found 1.0"))
                        .anySatisfy(problem -> assertThat(problem).contains(".top", "0 to 20"))
                        .anySatisfy(problem -> assertThat(problem).contains(".threads"))
                        .anySatisfy(problem -> assertThat(problem).contains("drift.window", "not both"))
                        .anySatisfy(problem -> assertThat(problem).contains("drift.events", "100"))
                        .anySatisfy(problem -> assertThat(problem).contains("drift.psi"))
                        .anySatisfy(problem -> assertThat(problem).contains("retrain.windows"))
                        .anySatisfy(problem -> assertThat(problem).contains("retrain.holdout")));
    }
}

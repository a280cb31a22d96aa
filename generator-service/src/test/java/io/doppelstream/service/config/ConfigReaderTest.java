package io.doppelstream.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}

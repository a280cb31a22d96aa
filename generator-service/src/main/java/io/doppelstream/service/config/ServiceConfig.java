package io.doppelstream.service.config;

import io.doppelstream.schemas.registry.RegistryConfig;
import io.doppelstream.schemas.serde.SerdeConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything the generator service needs to know. Read from YAML and environment by {@link ConfigReader}.
 *
 * @param kafka the cluster
 * @param registry properties of the schema registry's client and of the serdes, under Confluent's names
 * @param topics topics
 * @param requests what clients may ask for
 * @param streams Kafka Streams
 * @param models models
 * @param http health and metrics
 * @param augmentations real topics that are merged with synthetic records; none by default
 * @param scorers real topics whose events are scored; none by default
 */
public record ServiceConfig(
        KafkaSettings kafka,
        Map<String, Object> registry,
        TopicSettings topics,
        RequestSettings requests,
        StreamSettings streams,
        ModelSettings models,
        HttpSettings http,
        List<AugmentationSettings> augmentations,
        List<ScorerSettings> scorers) {

    public ServiceConfig {
        registry = registry == null ? Map.of() : Map.copyOf(registry);
        topics = topics == null ? TopicSettings.DEFAULTS : topics;
        requests = (requests == null ? RequestSettings.DEFAULTS : requests).within(topics);
        streams = streams == null ? StreamSettings.DEFAULTS : streams;
        models = models == null ? ModelSettings.DEFAULTS : models;
        http = http == null ? HttpSettings.DEFAULTS : http;
        augmentations = augmentations == null ? List.of() : List.copyOf(augmentations);
        scorers = scorers == null ? List.of() : List.copyOf(scorers);
        Problems problems = new Problems();
        problems.require(kafka != null, "bootstrap", "HOST:PORT of a Kafka broker", null);
        checkRegistry(registry, problems);
        AugmentationSettings.check(augmentations, topics, problems);
        ScorerSettings.check(scorers, topics, problems);
        problems.throwIfAny();
    }

    private static void checkRegistry(Map<String, Object> registry, Problems problems) {
        try {
            RegistryConfig.from(registry);
            SerdeConfig.from(registry);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
        }
    }

    /** All defaults, for a cluster at these addresses. */
    public static ServiceConfig of(String bootstrap, String registryUrl) {
        return new ServiceConfig(
                new KafkaSettings(bootstrap, Map.of()),
                Map.of(RegistryConfig.URL, registryUrl),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    /** How records are serialized. */
    public SerdeConfig serdes() {
        return SerdeConfig.from(registry);
    }

    public ServiceConfig withKafka(KafkaSettings other) {
        return new ServiceConfig(other, registry, topics, requests, streams, models, http, augmentations, scorers);
    }

    /** With other topics, which the allowed ones follow where they are the default. */
    public ServiceConfig withTopics(TopicSettings other) {
        RequestSettings following = requests.allowedTopics().equals(RequestSettings.defaultTopics(topics))
                ? requests.withAllowedTopics(null)
                : requests;
        return new ServiceConfig(kafka, registry, other, following, streams, models, http, augmentations, scorers);
    }

    public ServiceConfig withRequests(RequestSettings other) {
        return new ServiceConfig(kafka, registry, topics, other, streams, models, http, augmentations, scorers);
    }

    public ServiceConfig withStreams(StreamSettings other) {
        return new ServiceConfig(kafka, registry, topics, requests, other, models, http, augmentations, scorers);
    }

    public ServiceConfig withModels(ModelSettings other) {
        return new ServiceConfig(kafka, registry, topics, requests, streams, other, http, augmentations, scorers);
    }

    public ServiceConfig withHttp(HttpSettings other) {
        return new ServiceConfig(kafka, registry, topics, requests, streams, models, other, augmentations, scorers);
    }

    public ServiceConfig withAugmentations(List<AugmentationSettings> others) {
        return new ServiceConfig(kafka, registry, topics, requests, streams, models, http, others, scorers);
    }

    public ServiceConfig withScorers(List<ScorerSettings> others) {
        return new ServiceConfig(kafka, registry, topics, requests, streams, models, http, augmentations, others);
    }

    /** Without values of the registry's properties, which may be secrets. */
    @Override
    public String toString() {
        return "ServiceConfig[kafka=" + kafka + ", registry=" + registry.keySet() + ", topics=" + topics + ", requests="
                + requests + ", streams=" + streams + ", models=" + models + ", http=" + http + ", augmentations="
                + augmentations + ", scorers=" + scorers + "]";
    }
}

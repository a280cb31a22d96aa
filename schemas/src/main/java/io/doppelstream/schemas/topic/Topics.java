package io.doppelstream.schemas.topic;

import java.util.List;

/**
 * The topic catalogue.
 *
 * @param models {@code ModelPublished} by model name and version
 * @param modelArtifacts parts of model packages by digest and part
 * @param aliases {@code ModelAlias} by model name and alias
 * @param requests {@code GenerationRequest} by request id
 * @param status {@code GenerationStatus} by request id
 * @param control {@code RequestControl} by request id; co-partitioned with the requests
 * @param deadLetters {@code DeadLetter} by the key of the origin record
 * @param synthetic every model's own topic: its name is a prefix, to which the model's name is added
 * @param drift {@code DriftReport} by scorer
 * @param trainingRequests {@code TrainingRequest} by model name
 * @param trainingReports {@code TrainingReport} by request id
 */
public record Topics(
        TopicDefinition models,
        TopicDefinition modelArtifacts,
        TopicDefinition aliases,
        TopicDefinition requests,
        TopicDefinition status,
        TopicDefinition control,
        TopicDefinition deadLetters,
        TopicDefinition synthetic,
        TopicDefinition drift,
        TopicDefinition trainingRequests,
        TopicDefinition trainingReports) {

    /** One partition where order over all keys matters or little is written, eight where instances share work. */
    public static final Topics DEFAULTS = new Topics(
            new TopicDefinition("doppel.models", 1, CleanupPolicy.COMPACT),
            new TopicDefinition("doppel.model-artifacts", 1, CleanupPolicy.COMPACT),
            new TopicDefinition("doppel.aliases", 1, CleanupPolicy.COMPACT),
            new TopicDefinition("doppel.requests", 8, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.status", 8, CleanupPolicy.COMPACT),
            new TopicDefinition("doppel.control", 8, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.dead-letters", 1, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.synthetic.", 8, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.drift", 1, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.training-requests", 1, CleanupPolicy.DELETE),
            new TopicDefinition("doppel.training-reports", 1, CleanupPolicy.COMPACT));

    public Topics {
        List<String> names = List.of(
                models.name(),
                modelArtifacts.name(),
                aliases.name(),
                requests.name(),
                status.name(),
                control.name(),
                deadLetters.name(),
                synthetic.name(),
                drift.name(),
                trainingRequests.name(),
                trainingReports.name());
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("Expected a different name for every topic, found " + names);
        }
    }

    /** The same catalogue with another start of every name, for several installations on one cluster. */
    public static Topics withPrefix(String prefix) {
        return new Topics(
                renamed(DEFAULTS.models, prefix),
                renamed(DEFAULTS.modelArtifacts, prefix),
                renamed(DEFAULTS.aliases, prefix),
                renamed(DEFAULTS.requests, prefix),
                renamed(DEFAULTS.status, prefix),
                renamed(DEFAULTS.control, prefix),
                renamed(DEFAULTS.deadLetters, prefix),
                renamed(DEFAULTS.synthetic, prefix),
                renamed(DEFAULTS.drift, prefix),
                renamed(DEFAULTS.trainingRequests, prefix),
                renamed(DEFAULTS.trainingReports, prefix));
    }

    private static TopicDefinition renamed(TopicDefinition topic, String prefix) {
        return topic.named(prefix + topic.name().substring("doppel.".length()));
    }

    /** The topic of a model's records. */
    public TopicDefinition synthetic(String model) {
        return synthetic.named(synthetic.name() + model);
    }

    /** Topics that must exist before a service starts: all but the models' own and those of scorers. */
    public List<TopicDefinition> fixed() {
        return List.of(
                models,
                modelArtifacts,
                aliases,
                requests,
                status,
                control,
                deadLetters,
                trainingRequests,
                trainingReports);
    }
}

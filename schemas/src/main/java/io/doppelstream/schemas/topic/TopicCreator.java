package io.doppelstream.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing. Asks what exists first, so that a client without the right to create can use
 * topics that an operator made; a topic that another instance makes at the same moment counts as existing.
 */
public final class TopicCreator {
    private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);

    /** How long a broker may take to hear of a new topic. */
    private static final Duration PROPAGATION = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;

    private TopicCreator(Admin admin) {
        this.admin = admin;
    }

    /** Creates with the broker's default replication factor. */
    public static TopicCreation createMissing(Admin admin, Collection<TopicDefinition> topics) {
        return createMissing(admin, topics, Optional.empty());
    }

    /**
     * Creates the topics that are missing.
     *
     * @param replicationFactor of new topics; empty: the broker's default
     * @throws TopicCreationException when a topic neither exists nor could be made
     */
    public static TopicCreation createMissing(
            Admin admin, Collection<TopicDefinition> topics, Optional<Short> replicationFactor) {
        Map<String, TopicDefinition> wanted = new LinkedHashMap<>();
        topics.forEach(topic -> wanted.put(topic.name(), topic));
        TopicCreation result = new TopicCreator(admin).run(wanted, replicationFactor);
        if (!result.created().isEmpty()) {
            log.info("Created the topics {}", result.created());
        }
        result.warnings().forEach(log::warn);
        return result;
    }

    private TopicCreation run(Map<String, TopicDefinition> wanted, Optional<Short> replicationFactor) {
        Map<String, TopicDefinition> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(describeExisting(wanted).keySet());
        List<String> created = create(missing.values(), replicationFactor);
        if (!missing.isEmpty()) {
            describe(missing.keySet());
        }
        Map<String, TopicDefinition> existing = new LinkedHashMap<>(wanted);
        created.forEach(existing::remove);
        return new TopicCreation(created, List.copyOf(existing.keySet()), differences(existing));
    }

    private Map<String, TopicDescription> describeExisting(Map<String, TopicDefinition> topics) {
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(topics.keySet()).topicNameValues().forEach((name, future) -> {
            try {
                found.put(name, await(future));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure("inspect the topic " + name, e.getCause());
                }
            }
        });
        return found;
    }

    private List<String> create(Collection<TopicDefinition> topics, Optional<Short> replicationFactor) {
        List<String> created = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Throwable[] cause = new Throwable[1];
        admin.createTopics(topics.stream()
                        .map(topic -> topic.toNewTopic(replicationFactor))
                        .toList())
                .values()
                .forEach((name, future) -> {
                    try {
                        await(future);
                        created.add(name);
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof TopicExistsException)) {
                            failed.add(name);
                            cause[0] = e.getCause();
                        }
                    }
                });
        if (!failed.isEmpty()) {
            throw failure("create the topics " + failed + " (created: " + created + ")", cause[0]);
        }
        return created;
    }

    private List<String> differences(Map<String, TopicDefinition> existing) {
        List<String> warnings = new ArrayList<>();
        if (existing.isEmpty()) {
            return warnings;
        }
        Map<String, Config> settings = settingsOf(existing.keySet());
        describe(existing.keySet()).forEach((name, found) -> {
            TopicDefinition topic = existing.get(name);
            String policy =
                    settings.get(name).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!policy.equals(topic.cleanup().setting())) {
                warnings.add("Expected the topic " + name + " to have " + TopicConfig.CLEANUP_POLICY_CONFIG + "="
                        + topic.cleanup().setting() + ", found " + policy
                        + ". Change it with kafka-configs.sh, or records may be lost or pile up.");
            }
            if (found.partitions().size() != topic.partitions()) {
                warnings.add("Expected the topic " + name + " to have " + topic.partitions() + " partitions, found "
                        + found.partitions().size() + ". It works, with as much parallelism as it has.");
            }
        });
        return warnings;
    }

    private Map<String, TopicDescription> describe(Collection<String> names) {
        return onceKnown("describe the topics " + names, () -> admin.describeTopics(names)
                .allTopicNames());
    }

    private Map<String, Config> settingsOf(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> settings = new LinkedHashMap<>();
        onceKnown("read the settings of the topics " + names, () -> admin.describeConfigs(resources)
                        .all())
                .forEach((resource, config) -> settings.put(resource.name(), config));
        return settings;
    }

    /**
     * Asks about topics that exist. The controller answers a creation before every broker has heard of it, so a broker
     * that does not know such a topic yet is asked again.
     */
    private static <T> T onceKnown(String goal, Supplier<KafkaFuture<T>> question) {
        long start = System.nanoTime();
        while (true) {
            try {
                return await(question.get());
            } catch (ExecutionException e) {
                boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unknown || System.nanoTime() - start > PROPAGATION.toNanos()) {
                    throw failure(goal, e.getCause());
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e); // Sets the thread's interrupt flag again.
        }
    }

    private static TopicCreationException failure(String goal, Throwable cause) {
        String advice = cause instanceof TopicAuthorizationException
                ? " Grant this client the right to do so, or have an operator create them."
                : "";
        return new TopicCreationException(
                "Expected to " + goal + ", found: " + cause.getMessage() + "." + advice, cause);
    }
}

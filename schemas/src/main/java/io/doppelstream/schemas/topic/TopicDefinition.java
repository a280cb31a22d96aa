package io.doppelstream.schemas.topic;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it should be.
 *
 * @param name its name
 * @param partitions number of partitions when it is created
 * @param cleanup what happens to old records
 */
public record TopicDefinition(String name, int partitions, CleanupPolicy cleanup) {
    private static final Pattern LEGAL_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public TopicDefinition {
        if (!LEGAL_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "Expected a topic name of 1 to 249 letters, digits, '.', '_' and '-'," + " found '" + name + "'");
        }
        Objects.requireNonNull(cleanup, "cleanup");
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one partition for the topic " + name + ", found " + partitions);
        }
    }

    public TopicDefinition named(String other) {
        return new TopicDefinition(other, partitions, cleanup);
    }

    public TopicDefinition withPartitions(int other) {
        return new TopicDefinition(name, other, cleanup);
    }

    /** For the admin client; the broker's default decides on replication when none is given (KIP-464). */
    NewTopic toNewTopic(Optional<Short> replicationFactor) {
        return new NewTopic(name, Optional.of(partitions), replicationFactor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.setting()));
    }
}

package io.doppelstream.schemas.topic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Two topics whose records of one key must meet in one task: they need the same number of partitions. A missing follower is
 * created with as many as its leader has, whoever made that.
 */
public final class CopartitionedTopics {
    private CopartitionedTopics() {}

    /**
     * Creates what is missing of the two.
     *
     * @throws TopicCreationException when both exist and differ
     */
    public static void createMissing(
            Admin admin, TopicDefinition leader, TopicDefinition follower, Optional<Short> replicationFactor) {
        int expected = create(admin, leader, replicationFactor);
        int found = create(admin, follower.withPartitions(expected), replicationFactor);
        if (found != expected) {
            throw new TopicCreationException(
                    "Expected the topic " + follower.name() + " to have as many partitions as " + leader.name() + ", "
                            + expected + ", found " + found + ": delete " + follower.name()
                            + " while no service runs, and it is created as it should be, or add partitions to one of them",
                    null);
        }
    }

    private static int create(Admin admin, TopicDefinition topic, Optional<Short> replicationFactor) {
        TopicCreation creation = TopicCreator.createMissing(admin, List.of(topic), replicationFactor);
        // A broker may not know yet what another has just made.
        return creation.created().isEmpty() ? partitions(admin, topic.name()) : topic.partitions();
    }

    private static int partitions(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new TopicCreationException(
                    "Expected to inspect the topic " + topic + ", found: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

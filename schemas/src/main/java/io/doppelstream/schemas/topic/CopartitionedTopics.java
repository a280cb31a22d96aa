package io.doppelstream.schemas.topic;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Two topics whose records of one key must meet in one task: they need the same number of partitions. A missing one is to be
 * created with as many as the other has, whoever made that.
 */
public final class CopartitionedTopics {
    private CopartitionedTopics() {}

    /**
     * The two as they are to be created, where they do not exist.
     *
     * @throws TopicCreationException when both exist and differ
     */
    public static List<TopicDefinition> align(Admin admin, TopicDefinition leader, TopicDefinition follower) {
        OptionalInt leading = partitions(admin, leader.name());
        OptionalInt following = partitions(admin, follower.name());
        if (leading.isPresent() && following.isPresent() && leading.getAsInt() != following.getAsInt()) {
            throw new TopicCreationException(
                    "Expected the topic " + follower.name() + " to have as many partitions as " + leader.name() + ", "
                            + leading.getAsInt() + ", found " + following.getAsInt()
                            + ": add partitions to the one with fewer, or delete " + follower.name()
                            + " while no service runs, which creates it as it should be",
                    null);
        }
        int partitions = leading.orElse(following.orElse(leader.partitions()));
        return List.of(leader.withPartitions(partitions), follower.withPartitions(partitions));
    }

    private static OptionalInt partitions(Admin admin, String topic) {
        try {
            return OptionalInt.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw new TopicCreationException(
                    "Expected to inspect the topic " + topic + ", found: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

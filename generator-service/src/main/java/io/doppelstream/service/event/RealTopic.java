package io.doppelstream.service.event;

import io.doppelstream.schemas.topic.TopicCreationException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/** A topic that is not ours: it must exist. */
public final class RealTopic {
    private RealTopic() {}

    /**
     * Number of partitions.
     *
     * @param user who reads it, for messages: {@code the augmentation fraud}
     * @param key where the configuration names it, for messages
     * @throws TopicCreationException when it does not exist, or could not be asked for
     */
    public static int partitions(Admin admin, String topic, String user, String key) {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new TopicCreationException(
                    "Expected the real topic " + topic + " of " + user + ", found: "
                            + e.getCause().getMessage() + " Create it, or correct " + key + ".",
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

package io.doppelstream.service.augment;

import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicCreationException;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.TopicSettings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;

/** The topics of one augmentation. */
public final class AugmentTopics {
    private AugmentTopics() {}

    /**
     * Creates what is missing; the merged feed with as many partitions as the real topic.
     *
     * @throws TopicCreationException when the real topic does not exist, or another could not be made
     */
    public static void create(Admin admin, AugmentationSettings settings, TopicSettings topics) {
        int partitions = partitions(admin, settings);
        TopicCreator.createMissing(
                admin,
                List.of(
                        new TopicDefinition(settings.output(), partitions, CleanupPolicy.DELETE),
                        topics.augmentFeed(settings.name()),
                        topics.augmentCounts(settings.name())),
                topics.replication());
    }

    private static int partitions(Admin admin, AugmentationSettings settings) {
        try {
            return admin.describeTopics(List.of(settings.topic()))
                    .allTopicNames()
                    .get()
                    .get(settings.topic())
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new TopicCreationException(
                    "Expected the real topic " + settings.topic() + " of the augmentation " + settings.name()
                            + ", found: " + e.getCause().getMessage() + " Create it, or correct augmentations."
                            + settings.name() + ".topic.",
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

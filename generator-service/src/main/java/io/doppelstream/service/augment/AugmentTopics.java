package io.doppelstream.service.augment;

import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicCreationException;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.event.RealTopic;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The topics of one augmentation. */
public final class AugmentTopics {
    private AugmentTopics() {}

    /**
     * Creates what is missing; the merged feed with as many partitions as the real topic.
     *
     * @throws TopicCreationException when the real topic does not exist, or another could not be made
     */
    public static void create(Admin admin, AugmentationSettings settings, TopicSettings topics) {
        int partitions = RealTopic.partitions(
                admin,
                settings.topic(),
                "the augmentation " + settings.name(),
                "augmentations." + settings.name() + ".topic");
        TopicCreator.createMissing(
                admin,
                List.of(
                        new TopicDefinition(settings.output(), partitions, CleanupPolicy.DELETE),
                        topics.augmentFeed(settings.name()),
                        topics.augmentCounts(settings.name())),
                topics.replication());
    }
}

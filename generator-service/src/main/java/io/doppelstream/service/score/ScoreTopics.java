package io.doppelstream.service.score;

import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicCreation;
import io.doppelstream.schemas.topic.TopicCreationException;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.event.RealTopic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The topics of one scorer. */
final class ScoreTopics {
    private ScoreTopics() {}

    /**
     * Creates what is missing; scores and alerts with as many partitions as the real topic.
     *
     * @throws TopicCreationException when the real topic does not exist, another could not be made, or has too few partitions
     */
    static void create(Admin admin, ScorerSettings settings, TopicSettings topics) {
        String user = "the scorer " + settings.name();
        String key = "scorers." + settings.name();
        int partitions = RealTopic.partitions(admin, settings.topic(), user, key + ".topic");
        List<TopicDefinition> wanted = new ArrayList<>();
        for (String topic : List.of(settings.output(), settings.alerts())) {
            wanted.add(new TopicDefinition(topic, partitions, CleanupPolicy.DELETE));
        }
        if (settings.drift() != null) {
            wanted.add(topics.scoreCounts(settings.name()));
            wanted.add(topics.catalogue().drift());
            wanted.add(topics.catalogue().trainingRequests());
        }
        TopicCreation creation = TopicCreator.createMissing(admin, wanted, topics.replication());
        for (String topic : List.of(settings.output(), settings.alerts())) {
            if (creation.existing().contains(topic)) {
                requirePartitions(
                        topic,
                        partitions,
                        RealTopic.partitions(admin, topic, user, key + ".output and " + key + ".alerts"),
                        settings);
            }
        }
    }

    private static void requirePartitions(String topic, int wanted, int found, ScorerSettings settings) {
        if (found < wanted) {
            throw new TopicCreationException(
                    "Expected the topic " + topic + " to have at least the " + wanted + " partitions of "
                            + settings.topic() + ", since a score goes to the partition of its event, found " + found
                            + ". Add partitions, or name another in scorers." + settings.name() + ".",
                    null);
        }
    }
}

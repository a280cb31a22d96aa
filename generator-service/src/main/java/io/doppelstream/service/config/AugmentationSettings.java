package io.doppelstream.service.config;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.ConditionParser;
import io.doppelstream.model.condition.ConditionSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One augmentation: a real topic that is merged with synthetic records until a rare class has the share that is wanted.
 *
 * @param name of the augmentation, part of topics, application id and request ids
 * @param topic the real topic, Avro in Confluent's wire format
 * @param output topic of the merged feed; the real topic's name and {@code .augmented} by default
 * @param model that makes the rare class
 * @param modelVersion its version, or {@code @} and an alias; null: the latest
 * @param where the rare class: one condition on one column
 * @param segment column by whose values the share is kept apart; null: one share for all
 * @param share of the rare class in the merged feed, above 0 and below 1
 * @param window length of the windows of event time in each of which the share is kept; null: {@code events}
 * @param events number of latest real events over which the share is kept; null: {@code window}
 * @param grace how much later than the latest event an event of a window is still counted; 30 s by default
 * @param maxRate most synthetic records per second; 1,000 by default
 * @param maxRatio most synthetic records for one real record of the window; 5 by default
 */
public record AugmentationSettings(
        String name,
        String topic,
        String output,
        String model,
        String modelVersion,
        String where,
        String segment,
        Double share,
        Duration window,
        Integer events,
        Duration grace,
        Double maxRate,
        Double maxRatio) {
    private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final double DEFAULT_MAX_RATE = 1_000;
    private static final double DEFAULT_MAX_RATIO = 5;
    private static final int MOST_EVENTS = 1_000_000;
    private static final double MOST_RATE = 1_000_000;
    private static final double MOST_RATIO = 1_000;

    public AugmentationSettings {
        output = output == null && topic != null ? topic + ".augmented" : output;
        grace = grace == null ? DEFAULT_GRACE : grace;
        maxRate = maxRate == null ? Double.valueOf(DEFAULT_MAX_RATE) : maxRate;
        maxRatio = maxRatio == null ? Double.valueOf(DEFAULT_MAX_RATIO) : maxRatio;
        Problems problems = new Problems();
        String at = "augmentations." + name + ".";
        problems.require(
                name != null && name.matches("[a-zA-Z0-9_-]{1,40}"),
                "augmentations.name",
                "1 to 40 letters, digits, '_' and '-'",
                quoted(name));
        problems.require(topic != null && topic.matches(TOPIC), at + "topic", "the name of a topic", quoted(topic));
        problems.require(
                topic == null || (output.matches(TOPIC) && !output.equals(topic)),
                at + "output",
                "the name of another topic than the real one",
                quoted(output));
        problems.require(model != null && !model.isBlank(), at + "model", "the name of a model", quoted(model));
        checkWhere(where, at + "where", problems);
        problems.require(share != null && share > 0 && share < 1, at + "share", "a share above 0 and below 1", share);
        problems.require(
                (window == null) != (events == null),
                at + "window",
                "stated, or else " + at + "events, and not both",
                "window " + window + " and events " + events);
        problems.require(window == null || window.toMillis() >= 1, at + "window", "at least a millisecond", window);
        problems.require(
                events == null || (events >= 1 && events <= MOST_EVENTS), at + "events", "1 to " + MOST_EVENTS, events);
        problems.require(!grace.isNegative(), at + "grace", "0 or longer", grace);
        problems.require(maxRate > 0 && maxRate <= MOST_RATE, at + "maxRate", "above 0, at most " + MOST_RATE, maxRate);
        problems.require(
                maxRatio > 0 && maxRatio <= MOST_RATIO, at + "maxRatio", "above 0, at most " + MOST_RATIO, maxRatio);
        problems.throwIfAny();
    }

    private static String quoted(String value) {
        return value == null ? "none" : "'" + value + "'";
    }

    private static void checkWhere(String where, String key, Problems problems) {
        String expected = "one condition on one column, such as y = 'yes'";
        if (where == null) {
            problems.require(false, key, expected, "none");
            return;
        }
        try {
            List<Condition> conditions = ConditionParser.parse(where);
            problems.require(
                    conditions.size() == 1 && !(conditions.get(0) instanceof Condition.Share),
                    key,
                    expected,
                    conditions);
        } catch (ConditionSyntaxException e) {
            problems.add("Expected " + key + " to be " + expected + ", found: " + e.getMessage());
        }
    }

    /** The rare class. */
    public Condition rare() {
        try {
            return ConditionParser.parse(where).get(0);
        } catch (ConditionSyntaxException e) {
            throw new IllegalStateException("Expected a condition that was checked, found " + where, e);
        }
    }

    /** Problems of several together, and with the topics that the service has itself. */
    static void check(List<AugmentationSettings> all, TopicSettings topics, Problems problems) {
        List<String> own =
                topics.fixed().stream().map(definition -> definition.name()).toList();
        for (AugmentationSettings augmentation : all) {
            String at = "augmentations." + augmentation.name() + ".";
            Stream.of(augmentation.topic(), augmentation.output())
                    .filter(topic -> own.contains(topic) || topics.isOfAugmentations(topic))
                    .forEach(topic -> problems.add("Expected " + at
                            + (topic.equals(augmentation.topic()) ? "topic" : "output")
                            + " to be none of the service's own topics, found '" + topic + "'"));
        }
        requireDistinct(all.stream().map(AugmentationSettings::name).toList(), "name", problems);
        requireDistinct(all.stream().map(AugmentationSettings::output).toList(), "output", problems);
    }

    private static void requireDistinct(List<String> values, String key, Problems problems) {
        problems.require(
                values.stream().filter(Objects::nonNull).distinct().count() == values.size(),
                "augmentations." + key,
                "different for each",
                values);
    }
}

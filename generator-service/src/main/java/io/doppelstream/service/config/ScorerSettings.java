package io.doppelstream.service.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One scorer: a real topic whose events are scored by a model as they come.
 *
 * @param name of the scorer, part of topics, group and transactional ids
 * @param topic the real topic, Avro in Confluent's wire format
 * @param output topic of the scores; the real topic's name and {@code .scores} by default
 * @param alerts topic of the scores that are alerts; the real topic's name and {@code .alerts} by default
 * @param model that scores: one with the signature {@code score}
 * @param modelVersion its version, or {@code @} and an alias; null: the latest
 * @param alertRate wanted share of alerts among events like the training rows, above 0 and below 1; 0.01 by default
 * @param top most columns named for each event, 0 to 20; 3 by default
 * @param threads that score, each with partitions of its own; 2 by default
 * @param drift the stream against the training rows; null: not watched
 */
public record ScorerSettings(
        String name,
        String topic,
        String output,
        String alerts,
        String model,
        String modelVersion,
        Double alertRate,
        Integer top,
        Integer threads,
        DriftSettings drift) {
    private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";
    private static final double DEFAULT_ALERT_RATE = 0.01;
    private static final int DEFAULT_TOP = 3;
    private static final int MOST_TOP = 20;
    private static final int DEFAULT_THREADS = 2;
    private static final int MOST_THREADS = 64;

    public ScorerSettings {
        output = output == null && topic != null ? topic + ".scores" : output;
        alerts = alerts == null && topic != null ? topic + ".alerts" : alerts;
        alertRate = alertRate == null ? Double.valueOf(DEFAULT_ALERT_RATE) : alertRate;
        top = top == null ? Integer.valueOf(DEFAULT_TOP) : top;
        threads = threads == null ? Integer.valueOf(DEFAULT_THREADS) : threads;
        Problems problems = new Problems();
        String at = "scorers." + name + ".";
        problems.require(
                name != null && name.matches("[a-zA-Z0-9_-]{1,40}"),
                "scorers.name",
                "1 to 40 letters, digits, '_' and '-'",
                quoted(name));
        problems.require(topic != null && topic.matches(TOPIC), at + "topic", "the name of a topic", quoted(topic));
        problems.require(
                topic == null
                        || (output.matches(TOPIC)
                                && alerts.matches(TOPIC)
                                && Stream.of(topic, output, alerts).distinct().count() == 3),
                at + "output and " + at + "alerts",
                "the names of two other topics than the real one",
                quoted(output) + " and " + quoted(alerts));
        problems.require(model != null && !model.isBlank(), at + "model", "the name of a model", quoted(model));
        problems.require(alertRate > 0 && alertRate < 1, at + "alertRate", "a share above 0 and below 1", alertRate);
        problems.require(top >= 0 && top <= MOST_TOP, at + "top", "0 to " + MOST_TOP, top);
        problems.require(threads >= 1 && threads <= MOST_THREADS, at + "threads", "1 to " + MOST_THREADS, threads);
        problems.throwIfAny();
    }

    private static String quoted(String value) {
        return value == null ? "none" : "'" + value + "'";
    }

    /** Problems of several together, and with the topics that the service has itself. */
    static void check(List<ScorerSettings> all, TopicSettings topics, Problems problems) {
        List<String> own =
                topics.fixed().stream().map(definition -> definition.name()).toList();
        for (ScorerSettings scorer : all) {
            Stream.of(scorer.topic(), scorer.output(), scorer.alerts())
                    .filter(topic ->
                            own.contains(topic) || topics.isOfAugmentations(topic) || topics.isOfScorers(topic))
                    .forEach(topic -> problems.add("Expected the topics of scorers." + scorer.name()
                            + " to be none of the service's own, found '" + topic + "'"));
        }
        requireDistinct(all.stream().map(ScorerSettings::name).toList(), "name", problems);
        requireDistinct(
                all.stream()
                        .flatMap(scorer -> Stream.of(scorer.output(), scorer.alerts()))
                        .toList(),
                "output and scorers.alerts",
                problems);
    }

    private static void requireDistinct(List<String> values, String key, Problems problems) {
        problems.require(
                values.stream().filter(Objects::nonNull).distinct().count() == values.size(),
                "scorers." + key,
                "different for each",
                values);
    }
}

package io.doppelstream.service.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What clients may ask for.
 *
 * @param maxCount most records a request, 10,000,000 by default
 * @param maxRate most records per second of a request with a rate, 100,000 by default
 * @param maxOutstandingRecords most records that the running requests of one client may still have to get, 100,000,000 by
 *     default
 * @param maxOutstandingRecordsOfTopic most records that all running requests may still have to get in one topic,
 *     1,000,000,000 by default
 * @param allowedTopics patterns of output topics, {@code *} for any characters; null: {@link ServiceConfig} puts the models'
 *     own topics, {@code doppel.synthetic.*} with the prefix {@code doppel.}
 */
public record RequestSettings(
        Long maxCount,
        Long maxRate,
        Long maxOutstandingRecords,
        Long maxOutstandingRecordsOfTopic,
        List<String> allowedTopics) {
    private static final long DEFAULT_MAX_COUNT = 10_000_000;
    private static final long DEFAULT_MAX_RATE = 100_000;
    private static final long DEFAULT_MAX_OUTSTANDING = 100_000_000;
    private static final long DEFAULT_MAX_OUTSTANDING_OF_TOPIC = 1_000_000_000;

    /** Ten million records, to the models' own topics. */
    public static final RequestSettings DEFAULTS = new RequestSettings(null, null, null, null, null);

    public RequestSettings {
        maxCount = maxCount == null ? DEFAULT_MAX_COUNT : maxCount;
        maxRate = maxRate == null ? DEFAULT_MAX_RATE : maxRate;
        maxOutstandingRecords = maxOutstandingRecords == null ? DEFAULT_MAX_OUTSTANDING : maxOutstandingRecords;
        maxOutstandingRecordsOfTopic = maxOutstandingRecordsOfTopic == null
                ? Long.valueOf(DEFAULT_MAX_OUTSTANDING_OF_TOPIC)
                : maxOutstandingRecordsOfTopic;
        allowedTopics = allowedTopics == null ? null : List.copyOf(allowedTopics);
        Problems problems = new Problems();
        problems.require(maxCount >= 1, "requests.maxCount", "at least 1", maxCount);
        problems.require(maxRate >= 1, "requests.maxRate", "at least 1", maxRate);
        problems.require(
                maxOutstandingRecords >= 1, "requests.maxOutstandingRecords", "at least 1", maxOutstandingRecords);
        problems.require(
                maxOutstandingRecordsOfTopic >= 1,
                "requests.maxOutstandingRecordsOfTopic",
                "at least 1",
                maxOutstandingRecordsOfTopic);
        for (String pattern : allowedTopics == null ? List.<String>of() : allowedTopics) {
            problems.require(
                    pattern.matches("[a-zA-Z0-9._*-]+"),
                    "requests.allowedTopics",
                    "topic names with '*' for any characters",
                    "'" + pattern + "'");
        }
        problems.throwIfAny();
    }

    /** The patterns where none are stated: the models' own topics. */
    static List<String> defaultTopics(TopicSettings topics) {
        return List.of(topics.catalogue().synthetic().name() + "*");
    }

    /** The same, with patterns. */
    RequestSettings within(TopicSettings topics) {
        return allowedTopics == null ? withAllowedTopics(defaultTopics(topics)) : this;
    }

    /** With other patterns; null: those of the models' own topics. */
    public RequestSettings withAllowedTopics(List<String> patterns) {
        return new RequestSettings(maxCount, maxRate, maxOutstandingRecords, maxOutstandingRecordsOfTopic, patterns);
    }

    /** Whether records may go to a topic; without patterns, never. */
    public boolean allows(String topic) {
        return allowedTopics != null
                && allowedTopics.stream()
                        .anyMatch(pattern ->
                                Pattern.matches(pattern.replace(".", "\\.").replace("*", ".*"), topic));
    }
}

package io.doppelstream.service.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What clients may ask for.
 *
 * @param maxCount most records a request, 10,000,000 by default
 * @param allowedTopics patterns of output topics, {@code *} for any characters; null: {@link ServiceConfig} puts the models'
 *     own topics, {@code doppel.synthetic.*} with the prefix {@code doppel.}
 */
public record RequestSettings(Long maxCount, List<String> allowedTopics) {
    private static final long DEFAULT_MAX_COUNT = 10_000_000;

    /** Ten million records, to the models' own topics. */
    public static final RequestSettings DEFAULTS = new RequestSettings(null, null);

    public RequestSettings {
        maxCount = maxCount == null ? DEFAULT_MAX_COUNT : maxCount;
        allowedTopics = allowedTopics == null ? null : List.copyOf(allowedTopics);
        Problems problems = new Problems();
        problems.require(maxCount >= 1, "requests.maxCount", "at least 1", maxCount);
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
        return allowedTopics == null ? new RequestSettings(maxCount, defaultTopics(topics)) : this;
    }

    /** Whether records may go to a topic; without patterns, never. */
    public boolean allows(String topic) {
        return allowedTopics != null
                && allowedTopics.stream()
                        .anyMatch(pattern ->
                                Pattern.matches(pattern.replace(".", "\\.").replace("*", ".*"), topic));
    }
}

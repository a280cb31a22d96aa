package io.doppelstream.schemas.topic;

import java.util.Locale;

/** What the broker does with old records (topic setting {@code cleanup.policy}). */
public enum CleanupPolicy {
    /** Keeps the latest record of every key. */
    COMPACT,
    /** Drops records after the retention time. */
    DELETE;

    /** Kafka's name for it. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.doppelstream.service.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/** What a crash may do to records. */
public enum Guarantee {
    /** Nothing: each record is there once for who reads committed records (KIP-447). */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2),
    /** Repeat some of them, under the same request id and index. Without transactions, records are there sooner. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE);

    private final String processingGuarantee;

    Guarantee(String processingGuarantee) {
        this.processingGuarantee = processingGuarantee;
    }

    /** Kafka Streams' name of it. */
    public String processingGuarantee() {
        return processingGuarantee;
    }

    /** The guarantee of a name such as {@code at_least_once}. */
    public static Optional<Guarantee> of(String name) {
        return Arrays.stream(values())
                .filter(guarantee -> guarantee.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

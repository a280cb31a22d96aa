package io.doppelstream.service.augment;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record of the merged feed as it is counted. On the topic of counts: the segment is the key, the kind the value, the event
 * time the timestamp.
 *
 * @param segment value of the segment's column as a condition has it ({@code 'gold'}, {@code 3}, {@code null}); empty without
 *     segments
 * @param kind what it is
 * @param time event time in milliseconds
 */
record Observation(String segment, Kind kind, long time) {
    /** What is counted. The ordinal is what is written. */
    enum Kind {
        ORDINARY,
        RARE,
        SYNTHETIC
    }

    Record<byte[], byte[]> toRecord() {
        return new Record<>(segment.getBytes(UTF_8), new byte[] {(byte) kind.ordinal()}, time);
    }

    static Observation of(Record<byte[], byte[]> record) {
        return new Observation(
                new String(record.key(), UTF_8), Kind.values()[record.value()[0]], record.timestamp());
    }
}

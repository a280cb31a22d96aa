package io.doppelstream.service.augment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
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
    /** What is counted. */
    enum Kind {
        ORDINARY('o'),
        RARE('r'),
        SYNTHETIC('s');

        private final byte code;

        private static final Kind[] ALL = values();

        Kind(char code) {
            this.code = (byte) code;
        }

        private static Optional<Kind> of(byte code) {
            for (Kind kind : ALL) {
                if (kind.code == code) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    Record<byte[], byte[]> toRecord() {
        return new Record<>(segment.getBytes(UTF_8), new byte[] {kind.code}, time);
    }

    /** Empty where the record is none. */
    static Optional<Observation> of(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        if (record.key() == null || value == null || value.length != 1) {
            return Optional.empty();
        }
        return Kind.of(value[0])
                .map(kind -> new Observation(new String(record.key(), UTF_8), kind, record.timestamp()));
    }
}

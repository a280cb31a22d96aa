package io.doppelstream.service.augment;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What was counted for one segment.
 *
 * @param real real records
 * @param rare those of the rare class
 * @param requested synthetic records that were requested
 * @param delivered those that have come
 * @param requests number of requests, the place of the next in their order
 * @param seen real records that were ever counted: those that have left the latest events, too
 * @param latest event time of the latest real record, in milliseconds
 */
record Tally(long real, long rare, long requested, long delivered, long requests, long seen, long latest) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 7 * Long.BYTES;

    Tally observe(Observation.Kind kind, long time) {
        return switch (kind) {
            case SYNTHETIC -> new Tally(real, rare, requested, delivered + 1, requests, seen, latest);
            case ORDINARY -> observe(0, time);
            case RARE -> observe(1, time);
        };
    }

    private Tally observe(int more, long time) {
        return new Tally(real + 1, rare + more, requested, delivered, requests, seen + 1, Math.max(latest, time));
    }

    Tally request(long records) {
        return new Tally(real, rare, requested + records, delivered, requests + 1, seen, latest);
    }

    /** Without what is no longer among the latest events; its synthetic records have come by then. */
    Tally without(Tally old) {
        return new Tally(
                real - old.real,
                rare - old.rare,
                requested - old.requested,
                Math.max(0, delivered - old.requested),
                requests,
                seen,
                latest);
    }

    /** Share of the rare class among what has come; 0 when nothing has. */
    double share() {
        long merged = real + delivered;
        return merged == 0 ? 0 : (double) (rare + delivered) / merged;
    }

    /** A version number, then the numbers. */
    static Serde<Tally> serde() {
        return Serdes.serdeFrom(
                (topic, tally) -> tally == null ? null : tally.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(real)
                .putLong(rare)
                .putLong(requested)
                .putLong(delivered)
                .putLong(requests)
                .putLong(seen)
                .putLong(latest)
                .array();
    }

    private static Tally read(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        if (value.length != BYTES || bytes.get() != VERSION) {
            throw new SerializationException("Expected a tally of version " + VERSION + " and " + BYTES
                    + " bytes, found version " + (value.length == 0 ? "none" : value[0]) + " and " + value.length
                    + " bytes");
        }
        return new Tally(
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
    }
}

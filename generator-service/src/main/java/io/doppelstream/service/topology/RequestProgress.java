package io.doppelstream.service.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How far a large request is.
 *
 * @param delivered records committed
 * @param failed records that could not be made
 * @param reported records in the last status
 * @param reportedAt when that was written, milliseconds since the epoch
 */
record RequestProgress(long delivered, long failed, long reported, long reportedAt) {
    private static final byte VERSION = 1;

    static RequestProgress none(long now) {
        return new RequestProgress(0, 0, 0, now);
    }

    RequestProgress plus(long more, long moreFailed) {
        return new RequestProgress(delivered + more, failed + moreFailed, reported, reportedAt);
    }

    RequestProgress reportedNow(long now) {
        return new RequestProgress(delivered, failed, delivered, now);
    }

    static Serde<RequestProgress> serde() {
        return Serdes.serdeFrom(
                (topic, progress) -> progress == null
                        ? null
                        : ByteBuffer.allocate(1 + 4 * Long.BYTES)
                                .put(VERSION)
                                .putLong(progress.delivered)
                                .putLong(progress.failed)
                                .putLong(progress.reported)
                                .putLong(progress.reportedAt)
                                .array(),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private static RequestProgress read(ByteBuffer bytes) {
        byte version = bytes.get();
        if (version != VERSION) {
            throw new org.apache.kafka.common.errors.SerializationException(
                    "Expected progress of format " + VERSION + " in the state store, found " + version
                            + ": reset the application or use a version that knows it");
        }
        return new RequestProgress(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}

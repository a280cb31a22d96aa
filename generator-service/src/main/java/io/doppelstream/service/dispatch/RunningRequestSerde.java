package io.doppelstream.service.dispatch;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.serde.SingleObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Bytes of a running request in the state store: a format number, the dispatcher's numbers, then the request as an Avro
 * single object, which carries the fingerprint of its schema.
 */
public final class RunningRequestSerde {
    private static final SingleObject<AcceptedRequest> REQUESTS = new SingleObject<>(AcceptedRequest.getClassSchema());
    private static final byte VERSION = 1;
    private static final int FIXED = 2 + Integer.BYTES + 8 * Long.BYTES + Integer.BYTES;

    private RunningRequestSerde() {}

    public static Serde<RunningRequest> of() {
        return Serdes.serdeFrom(
                (topic, running) -> running == null ? null : write(running),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private static byte[] write(RunningRequest running) {
        ByteBuffer request = REQUESTS.encode(running.request());
        List<Long> offsets = running.firstOffsets();
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + offsets.size() * Long.BYTES + request.remaining())
                .put(VERSION)
                .put(running.phase().code())
                .putInt(running.outstanding())
                .putLong(running.next())
                .putLong(running.delivered())
                .putLong(running.failed())
                .putLong(running.startedAt())
                .putLong(running.pace().since())
                .putLong(running.pace().base())
                .putLong(running.reported().delivered())
                .putLong(running.reported().at())
                .putInt(offsets.size());
        offsets.forEach(bytes::putLong);
        return bytes.put(request).array();
    }

    private static RunningRequest read(ByteBuffer bytes) {
        byte version = bytes.get();
        if (version != VERSION) {
            throw new SerializationException("Expected a running request of format " + VERSION
                    + " in the state store, found " + version + ": use a version of the service that knows it");
        }
        Phase phase = Phase.of(bytes.get());
        int outstanding = bytes.getInt();
        long next = bytes.getLong();
        long delivered = bytes.getLong();
        long failed = bytes.getLong();
        long startedAt = bytes.getLong();
        Pace pace = new Pace(bytes.getLong(), bytes.getLong());
        RunningRequest.Reported reported = new RunningRequest.Reported(bytes.getLong(), bytes.getLong());
        List<Long> offsets = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            offsets.add(bytes.getLong());
        }
        return new RunningRequest(
                REQUESTS.decode(bytes.slice()),
                phase,
                next,
                outstanding,
                delivered,
                failed,
                startedAt,
                pace,
                reported,
                offsets);
    }
}

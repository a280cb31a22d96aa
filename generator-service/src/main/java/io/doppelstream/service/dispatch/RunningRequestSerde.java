package io.doppelstream.service.dispatch;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.serde.SingleObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Bytes of a running request in the state store: a format number, the dispatcher's numbers, then the request as an Avro
 * single object, which carries the fingerprint of its schema.
 */
public final class RunningRequestSerde {
    private static final SingleObject<AcceptedRequest> REQUESTS = new SingleObject<>(
            AcceptedRequest.getClassSchema(), earlier("AcceptedRequest-v3.avsc"), earlier("AcceptedRequest-v5.avsc"));
    private static final byte VERSION = 2;
    private static final int FIXED = 2 + 8 * Long.BYTES + 2 * Integer.BYTES;
    private static final int SLICE = Long.BYTES + 2 * Integer.BYTES;

    private RunningRequestSerde() {}

    /** Schema of requests that an earlier version of the service put into the store. */
    private static Schema earlier(String name) {
        try (InputStream schema = RunningRequestSerde.class.getResourceAsStream(name)) {
            return new Schema.Parser().parse(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Serde<RunningRequest> of() {
        return Serdes.serdeFrom(
                (topic, running) -> running == null ? null : write(running),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private static byte[] write(RunningRequest running) {
        ByteBuffer request = REQUESTS.encode(running.request());
        List<Long> offsets = running.firstOffsets();
        List<Slice> slices = running.outstanding();
        int size = FIXED + slices.size() * SLICE + offsets.size() * Long.BYTES + request.remaining();
        ByteBuffer bytes = ByteBuffer.allocate(size)
                .put(VERSION)
                .put(running.phase().code())
                .putLong(running.next())
                .putLong(running.delivered())
                .putLong(running.failed())
                .putLong(running.startedAt())
                .putLong(running.pace().since())
                .putLong(running.pace().base())
                .putLong(running.reported().delivered())
                .putLong(running.reported().at())
                .putInt(slices.size());
        slices.forEach(
                slice -> bytes.putLong(slice.chunk()).putInt(slice.from()).putInt(slice.to()));
        bytes.putInt(offsets.size());
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
        long next = bytes.getLong();
        long delivered = bytes.getLong();
        long failed = bytes.getLong();
        long startedAt = bytes.getLong();
        Pace pace = new Pace(bytes.getLong(), bytes.getLong());
        RunningRequest.Reported reported = new RunningRequest.Reported(bytes.getLong(), bytes.getLong());
        List<Slice> outstanding = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            outstanding.add(new Slice(bytes.getLong(), bytes.getInt(), bytes.getInt()));
        }
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

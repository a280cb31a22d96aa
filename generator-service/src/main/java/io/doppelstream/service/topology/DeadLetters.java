package io.doppelstream.service.topology;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Makes dead letters that stay below the broker's message limit. */
public final class DeadLetters {
    /** They hold no more of a value than this. */
    static final int LARGEST_PAYLOAD = 512 * 1024;

    private static final int LARGEST_KEY = 1024;

    private DeadLetters() {}

    /**
     * A dead letter.
     *
     * @param requestId null where there is none
     * @param origin of the record, and its value
     */
    public static DeadLetter of(
            ReasonCode reason, String message, String requestId, OrderOrigin origin, Instant timestamp) {
        byte[] payload =
                origin.getPayload() == null ? null : origin.getPayload().array();
        boolean cut = payload != null && payload.length > LARGEST_PAYLOAD;
        String text = cut
                ? message + " (The payload is the first " + LARGEST_PAYLOAD + " of " + payload.length + " bytes.)"
                : message;
        return DeadLetter.newBuilder()
                .setReasonCode(reason.name())
                .setMessage(text)
                .setTopic(origin.getTopic())
                .setPartition(origin.getPartition())
                .setOffset(origin.getOffset())
                .setPayload(payload == null ? null : ByteBuffer.wrap(cut(payload, LARGEST_PAYLOAD)))
                .setRequestId(requestId)
                .setTimestamp(timestamp)
                .build();
    }

    /** The key of the origin record as far as a dead letter has it. */
    public static byte[] key(byte[] key) {
        return cut(key, LARGEST_KEY);
    }

    static byte[] cut(byte[] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}

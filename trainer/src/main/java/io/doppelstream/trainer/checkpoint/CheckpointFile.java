package io.doppelstream.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as bytes, all numbers big-endian: {@code "DOPPELCP"}, int32 format version, int32 length of a JSON header
 * and the header (UTF-8), the float32 values of the variables in the header's order and then of the best ones, SHA-256
 * of everything before.
 */
final class CheckpointFile {

    /** The format that this version writes and reads: a checkpoint does not outlive a version. */
    static final int FORMAT_VERSION = 3;

    private static final long MAGIC = 0x444F5050454C4350L;
    private static final int DIGEST_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Duration.class, new DurationDeserializer()))
            .build();

    /** Lengths of the arrays, by the name of their variable, in the order of the file. */
    private record Header(
            Map<String, String> training,
            EncoderChoices encoders,
            LoopPosition position,
            List<Progress> reports,
            List<Validation> evaluations,
            Map<String, Integer> variables,
            Map<String, Integer> best) {}

    private static final class DurationDeserializer extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationDeserializer() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String text, DeserializationContext context) {
            return Duration.parse(text);
        }
    }

    private CheckpointFile() {}

    static byte[] bytes(Checkpoint checkpoint) {
        try {
            byte[] header = JSON.writeValueAsBytes(new Header(
                    checkpoint.training(),
                    checkpoint.encoders(),
                    checkpoint.position(),
                    checkpoint.reports(),
                    checkpoint.evaluations(),
                    lengths(checkpoint.variables()),
                    lengths(checkpoint.best())));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(body)) {
                out.writeLong(MAGIC);
                out.writeInt(FORMAT_VERSION);
                out.writeInt(header.length);
                out.write(header);
                for (float[] values : checkpoint.variables().values()) {
                    out.write(bytes(values));
                }
                for (float[] values : checkpoint.best().values()) {
                    out.write(bytes(values));
                }
                out.write(sha256(body.toByteArray(), body.size()));
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("expected a checkpoint that can be written, found " + e, e);
        }
    }

    /**
     * Reads a checkpoint.
     *
     * @param where for errors
     */
    static Checkpoint parse(byte[] bytes, Object where) throws CheckpointException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.getLong() != MAGIC) {
                throw new CheckpointException("Expected a checkpoint in " + where
                        + ", found a file that does not start like one: remove it to train from the start");
            }
            int version = in.getInt();
            if (version != FORMAT_VERSION) {
                throw new CheckpointException(
                        "Expected a checkpoint of format " + FORMAT_VERSION + " in " + where
                                + ", found format " + version
                                + ": go on with the version of Doppelstream that wrote it, or remove it to train from the start");
            }
            int end = bytes.length - DIGEST_BYTES;
            if (end < in.position()
                    || !Arrays.equals(sha256(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
                throw damaged(where, "other bytes than its checksum says", null);
            }
            byte[] json = new byte[in.getInt()];
            in.get(json);
            Header header = JSON.readValue(json, Header.class);
            return new Checkpoint(
                    header.training(),
                    header.encoders(),
                    header.position(),
                    header.reports(),
                    header.evaluations(),
                    values(header.variables(), in),
                    values(header.best(), in));
        } catch (BufferUnderflowException e) {
            throw damaged(where, "only " + bytes.length + " bytes", e);
        } catch (JsonProcessingException e) {
            throw damaged(where, "a header that cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw e instanceof CheckpointException known ? known : damaged(where, e.toString(), e);
        }
    }

    private static CheckpointException damaged(Object where, String found, Throwable cause) {
        return new CheckpointException(
                "Expected a complete checkpoint in " + where + ", found " + found
                        + ": it is damaged; remove it to train from the start",
                cause);
    }

    private static Map<String, Integer> lengths(Map<String, float[]> values) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        values.forEach((name, array) -> lengths.put(name, array.length));
        return lengths;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static Map<String, float[]> values(Map<String, Integer> lengths, ByteBuffer in) {
        Map<String, float[]> values = new LinkedHashMap<>();
        lengths.forEach((name, length) -> {
            float[] array = new float[length];
            in.asFloatBuffer().get(array);
            in.position(in.position() + length * Float.BYTES);
            values.put(name, array);
        });
        return values;
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

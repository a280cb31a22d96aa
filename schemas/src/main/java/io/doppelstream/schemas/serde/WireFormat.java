package io.doppelstream.schemas.serde;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a magic byte 0, the schema's id as a big-endian int, the record in Avro binary.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     Wire format</a>
 */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /** The id of the writer's schema. */
    static int schemaId(String topic, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new UndecodableException("Expected a record of " + topic + " to have at least " + HEADER_BYTES
                    + " bytes (magic byte 0 and schema id), found " + bytes.length);
        }
        if (bytes[0] != MAGIC) {
            throw new UndecodableException("Expected a record of " + topic
                    + " to start with the magic byte 0 of Confluent's wire format, found " + bytes[0]
                    + ". Write it with a registry-aware Avro serializer.");
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}

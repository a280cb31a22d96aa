package io.doppelstream.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Records of a generated class where there is no schema registry, as in a state store: Avro's single-object encoding, which
 * begins with the fingerprint of the writer's schema.
 */
public final class SingleObject<T extends SpecificRecord> {
    static {
        GeneratedClasses.trust();
    }

    private final Schema schema;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    /**
     * For a generated class, by its schema.
     *
     * @param earlier schemas that records may have been written with before
     */
    public SingleObject(Schema schema, Schema... earlier) {
        SpecificData data = SpecificData.getForSchema(schema);
        this.schema = schema;
        this.encoder = new BinaryMessageEncoder<>(data, schema);
        this.decoder = new BinaryMessageDecoder<>(data, schema);
        for (Schema writer : earlier) {
            decoder.addSchema(writer);
        }
    }

    public ByteBuffer encode(T record) {
        try {
            return encoder.encode(record);
        } catch (IOException e) {
            throw new SerializationException("Expected to encode a " + schema.getName() + ", found: " + e, e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws SerializationException when the bytes are not one, or are of another schema
     */
    public T decode(ByteBuffer bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Expected a " + schema.getName() + ", found: " + e, e);
        }
    }
}

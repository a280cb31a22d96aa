package io.doppelstream.schemas.serde;

import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistryException;
import io.doppelstream.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads Avro records in Confluent's wire format: the writer's schema comes from the registry, the reader's is ours.
 * Fails with a {@link DecodeException}, whose subtype says whose fault it is. Stricter than Confluent's in one thing:
 * bytes left over after the record are an error, not ignored. Safe for several threads.
 *
 * <p>Kafka can make it by class name, with Confluent's properties ({@code schema.registry.url},
 * {@code specific.avro.reader}, ...).
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    static {
        GeneratedClasses.trust();
    }

    private static final ThreadLocal<BinaryDecoder> DECODERS = new ThreadLocal<>();
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private SchemaRegistry registry;
    private ReaderSchemas<T> readerSchemas;
    private boolean ownsRegistry;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {}

    private AvroDeserializer(SchemaRegistry registry, ReaderSchemas<T> readerSchemas) {
        this.registry = registry;
        this.readerSchemas = readerSchemas;
    }

    /** Reads records of a generated class; the registry stays the caller's to close. */
    public static <T extends SpecificRecord> AvroDeserializer<T> specific(SchemaRegistry registry, Class<T> type) {
        return new AvroDeserializer<>(registry, ReaderSchemas.specific(type));
    }

    /** Reads generic records with the schema they were written with. */
    public static AvroDeserializer<GenericRecord> generic(SchemaRegistry registry) {
        return new AvroDeserializer<>(registry, ReaderSchemas.asWritten());
    }

    /** Reads generic records into a schema of ours. */
    public static AvroDeserializer<GenericRecord> generic(SchemaRegistry registry, Schema reader) {
        return new AvroDeserializer<>(registry, ReaderSchemas.generic(reader));
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        if (readerSchemas == null) {
            readerSchemas = SerdeConfig.from(properties).specificAvroReader()
                    ? ReaderSchemas.specificByName()
                    : ReaderSchemas.asWritten();
        }
        if (registry == null) {
            registry = ConfluentSchemaRegistry.from(properties);
            ownsRegistry = true;
        }
    }

    /**
     * Reads a record; null, a tombstone, stays null.
     *
     * @throws UndecodableException when the bytes are not a record that we can read
     * @throws UnknownSchemaIdException when the registry does not have the writer's schema
     * @throws SchemaUnavailableException when the registry could not be asked
     */
    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        int id = WireFormat.schemaId(topic, bytes);
        DatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = readerSchemas.readerOf(writerSchema(topic, id));
            readers.put(id, reader);
        }
        return decode(topic, bytes, id, reader);
    }

    private Schema writerSchema(String topic, int id) {
        try {
            return registry.schemaOf(id);
        } catch (UnknownSchemaException e) {
            throw new UnknownSchemaIdException(
                    id, "A record of " + topic + " names schema id " + id + ". " + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            throw new SchemaUnavailableException(
                    "A record of " + topic + " needs schema id " + id + ". " + e.getMessage(), e);
        }
    }

    private T decode(String topic, byte[] bytes, int id, DatumReader<T> reader) {
        try {
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(
                            bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, DECODERS.get());
            DECODERS.set(decoder);
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("Expected a record of " + topic
                        + " to end with its last field (schema id " + id + "), found more bytes after it");
            }
            return record;
        } catch (IOException | RuntimeException e) {
            if (e instanceof UndecodableException known) {
                throw known;
            }
            // Avro reports malformed bytes by many kinds of exception: index, cast, end of file, its own.
            throw new UndecodableException(
                    "Expected a record of " + topic + " to be Avro binary of schema id " + id
                            + " that our schema can read, found " + bytes.length + " bytes that are not: " + e,
                    e);
        }
    }

    @Override
    public void close() {
        if (ownsRegistry) {
            registry.close();
        }
    }
}

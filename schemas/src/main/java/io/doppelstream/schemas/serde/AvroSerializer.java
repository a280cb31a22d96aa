package io.doppelstream.schemas.serde;

import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.IncompatibleSchemaException;
import io.doppelstream.schemas.registry.RegisteredSchema;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.registry.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes specific and generic Avro records in Confluent's wire format. Safe for several threads; after the first record
 * of a schema and topic, a record costs its bytes and nothing else: no encoder, no registry.
 *
 * <p>Kafka can make it by class name, with Confluent's properties ({@code schema.registry.url},
 * {@code auto.register.schemas}, ...).
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
    static {
        GeneratedClasses.trust();
    }

    private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);
    private final Map<String, Map<Schema, RecordEncoding>> encodings = new ConcurrentHashMap<>();
    private SchemaRegistry registry;
    private SerdeConfig config = SerdeConfig.DEFAULTS;
    private boolean isKey;
    private boolean ownsRegistry;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    /** For values; the registry stays the caller's to close. */
    public AvroSerializer(SchemaRegistry registry, SerdeConfig config) {
        this(registry, config, false);
    }

    public AvroSerializer(SchemaRegistry registry, SerdeConfig config, boolean isKey) {
        this.registry = registry;
        this.config = config;
        this.isKey = isKey;
    }

    @Override
    public void configure(Map<String, ?> properties, boolean forKey) {
        config = SerdeConfig.from(properties);
        isKey = forKey;
        if (registry == null) {
            registry = ConfluentSchemaRegistry.from(properties);
            ownsRegistry = true;
        }
    }

    @Override
    public byte[] serialize(String topic, T data) {
        if (data == null) {
            return null;
        }
        RecordEncoding encoding = encodingFor(topic, data);
        Buffer buffer = BUFFERS.get();
        try {
            return buffer.encode(encoding, data);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            BUFFERS.remove(); // Half a record may be left in its encoder.
            throw new SerializationException(
                    "Expected a record of schema " + data.getSchema().getFullName() + " for " + topic
                            + ", found one that does not fit it: " + e.getMessage(),
                    e);
        }
    }

    private RecordEncoding encodingFor(String topic, T data) {
        Map<Schema, RecordEncoding> ofTopic = encodings.get(topic);
        if (ofTopic == null) {
            ofTopic = encodings.computeIfAbsent(topic, name -> new ConcurrentHashMap<>());
        }
        Schema schema = data.getSchema();
        RecordEncoding known = ofTopic.get(schema);
        if (known != null) {
            return known;
        }
        RecordEncoding encoding = resolve(SerdeConfig.subject(topic, isKey), data);
        ofTopic.put(schema, encoding);
        return encoding;
    }

    private RecordEncoding resolve(String subject, T data) {
        Schema schema = data.getSchema();
        if (config.autoRegisterSchemas()) {
            return RecordEncoding.own(registry.register(subject, schema), data);
        }
        if (config.useLatestVersion()) {
            return latest(subject, data);
        }
        try {
            return RecordEncoding.own(registry.idOf(subject, schema), data);
        } catch (UnknownSchemaException e) {
            throw new UnknownSchemaException(
                    e.getMessage() + ". " + SerdeConfig.AUTO_REGISTER_SCHEMAS + " is false: register the schema under "
                            + subject + " first.",
                    e);
        }
    }

    private RecordEncoding latest(String subject, T data) {
        RegisteredSchema latest = registry.latest(subject)
                .orElseThrow(() -> new UnknownSchemaException("Expected a schema under " + subject + " ("
                        + SerdeConfig.USE_LATEST_VERSION + " is true), found none: register one first."));
        List<Incompatibility> conflicts = SchemaCompatibility.checkReaderWriterCompatibility(
                        latest.schema(), data.getSchema())
                .getResult()
                .getIncompatibilities();
        if (!conflicts.isEmpty()) {
            throw new IncompatibleSchemaException("Expected records of "
                    + data.getSchema().getFullName() + " to be readable with version " + latest.version() + " of "
                    + subject + ", found: " + conflicts);
        }
        return RecordEncoding.translated(latest.id(), data, latest.schema());
    }

    @Override
    public void close() {
        if (ownsRegistry) {
            registry.close();
        }
    }

    /** One thread's bytes and encoder, used again for every record. */
    private static final class Buffer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private BinaryEncoder encoder;

        byte[] encode(RecordEncoding encoding, IndexedRecord data) throws IOException {
            bytes.reset();
            int id = encoding.schemaId();
            bytes.write(WireFormat.MAGIC);
            bytes.write(id >>> 24);
            bytes.write(id >>> 16);
            bytes.write(id >>> 8);
            bytes.write(id);
            encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
            encoding.write(data, encoder);
            return bytes.toByteArray();
        }
    }
}

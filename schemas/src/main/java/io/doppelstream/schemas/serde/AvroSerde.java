package io.doppelstream.schemas.serde;

import io.doppelstream.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** {@link AvroSerializer} and {@link AvroDeserializer} together, for Kafka Streams. */
public final class AvroSerde<T extends IndexedRecord> implements Serde<T> {
    private final AvroSerializer<T> serializer;
    private final AvroDeserializer<T> deserializer;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerde() {
        this(new AvroSerializer<>(), new AvroDeserializer<>());
    }

    private AvroSerde(AvroSerializer<T> serializer, AvroDeserializer<T> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** Values of a generated class; the registry stays the caller's to close. */
    public static <T extends SpecificRecord> AvroSerde<T> specific(
            SchemaRegistry registry, SerdeConfig config, Class<T> type) {
        return new AvroSerde<>(new AvroSerializer<>(registry, config), AvroDeserializer.specific(registry, type));
    }

    /** Generic values, with the schema they carry. */
    public static AvroSerde<GenericRecord> generic(SchemaRegistry registry, SerdeConfig config) {
        return new AvroSerde<>(new AvroSerializer<>(registry, config), AvroDeserializer.generic(registry));
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        serializer.configure(properties, isKey);
        deserializer.configure(properties, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}

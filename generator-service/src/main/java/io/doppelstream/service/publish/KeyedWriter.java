package io.doppelstream.service.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes single records to compacted topics, acknowledged by all replicas and without duplicates. */
final class KeyedWriter {
    private final Map<String, Object> properties;
    private final SchemaRegistry registry;
    private final SerdeConfig serdes;

    /**
     * A writer.
     *
     * @param client properties of Kafka clients
     * @param registry stays the caller's to close
     */
    KeyedWriter(Map<String, Object> client, SchemaRegistry registry, SerdeConfig serdes) {
        this.properties = new HashMap<>(client);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.registry = registry;
        this.serdes = serdes;
    }

    /** Writes a record and waits until the brokers have it. */
    <T extends SpecificRecord> void write(String topic, String key, T value) throws IOException {
        try (AvroSerializer<T> serializer = new AvroSerializer<>(registry, serdes)) {
            send(topic, key, serializer.serialize(topic, value));
        }
    }

    /** Writes a tombstone: nothing holds for this key any more. */
    void remove(String topic, String key) throws IOException {
        send(topic, key, null);
    }

    private void send(String topic, String key, byte[] value) throws IOException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while writing to " + topic, e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Expected to write to the topic " + topic + ", found: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}

package io.doppelstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.service.record.Anomalies;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.ImageFormat;
import io.doppelstream.service.record.RecordEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real rows as events of a topic, some thousands a second, a tenth of a second of event time after one another. */
final class EventReplay {

    private static final int PARTITIONS = 8;
    private static final int EVENTS_A_BLOCK = 200;
    private static final Duration BLOCK = Duration.ofMillis(100);
    private static final long EVENT_MILLIS = 100;

    private final ClusterOptions cluster;
    private final String topic;
    private final Schema schema;

    EventReplay(ClusterOptions cluster, String topic, Manifest manifest) {
        this.cluster = cluster;
        this.topic = topic;
        schema = new Schema.Parser().parse(manifest.recordSchema());
    }

    /** Creates the topic and registers the schema of its events. */
    void create() {
        try (Admin admin = Admin.create(cluster.client());
                ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            registry.register(topic + "-value", schema);
        } catch (ExecutionException e) {
            throw new UserException("Expected to create the topic " + topic + ", found: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Sends the rows in their order.
     *
     * @param halfWay what else happens
     */
    void send(Table rows, Runnable halfWay) {
        byte[][] values = encoded(rows);
        long first = System.currentTimeMillis() - values.length * EVENT_MILLIS;
        Future<RecordMetadata> last = null;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new HashMap<>(cluster.client()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < values.length; i++) {
                if (i == values.length / 2) {
                    halfWay.run();
                }
                last = producer.send(new ProducerRecord<>(
                        topic, i % PARTITIONS, first + i * EVENT_MILLIS, ("call-" + i).getBytes(UTF_8), values[i]));
                if (i % EVENTS_A_BLOCK == EVENTS_A_BLOCK - 1) {
                    last.get();
                    LockSupport.parkNanos(BLOCK.toNanos());
                }
            }
            if (last != null) {
                last.get();
            }
        } catch (ExecutionException e) {
            throw new UserException("Expected to send events to " + topic + ", found: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private byte[][] encoded(Table rows) {
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            int id = registry.register(topic + "-value", schema);
            Chunk all = new Chunk(rows.columns(), "replay", 0, 0, rows.rows(), ImageFormat.PNG, Anomalies.NONE);
            return RecordEncoder.of(rows.schema(), schema).encode(all, id).values();
        }
    }

    private static UserException interrupted() {
        Thread.currentThread().interrupt();
        return new UserException("Interrupted while events were replayed");
    }
}

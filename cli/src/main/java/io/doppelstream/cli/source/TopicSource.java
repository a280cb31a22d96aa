package io.doppelstream.cli.source;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.RecordTable;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageData;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageRecords;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.RegisteredSchema;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistryException;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.DecodeException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The real records of a topic as data to learn from: Avro in Confluent's wire format, whatever version of the schema they
 * were written with, read with the latest one.
 *
 * @param table of its records
 * @param schema its latest value schema, which synthetic records have, too
 * @param summary what was read and what was skipped, for people
 */
public record TopicSource(TableSource table, Schema schema, String summary) {

    /** What {@code --data} begins with where it names a topic. */
    public static final String PREFIX = "topic:";

    /** Takes the records to learn from. */
    private interface Sink {
        void add(ConsumerRecord<byte[], byte[]> source, GenericRecord record) throws UnusableDataException;
    }

    /**
     * Reads the records of a topic.
     *
     * @param count records to read; empty: all up to the end offsets at the start
     */
    public static TopicSource read(String topic, OptionalLong count, SchemaOverrides overrides, ClusterOptions cluster)
            throws UnusableDataException {
        return read(topic, Optional.empty(), count, overrides, cluster);
    }

    /** Reads the records up to given ends, which {@link #ends} told before: the same ones as then, unless they expired. */
    public static TopicSource read(String topic, TopicEnds ends, SchemaOverrides overrides, ClusterOptions cluster)
            throws UnusableDataException {
        return read(topic, Optional.of(ends), OptionalLong.empty(), overrides, cluster);
    }

    private static TopicSource read(
            String topic,
            Optional<TopicEnds> ends,
            OptionalLong count,
            SchemaOverrides overrides,
            ClusterOptions cluster)
            throws UnusableDataException {
        cluster.check();
        try (SchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                TopicRecords records = TopicRecords.open(topic, cluster)) {
            RegisteredSchema latest = latest(registry, topic);
            try (RecordTable table = RecordTable.of("the topic " + topic, latest.schema(), overrides)) {
                TopicTally tally = read(
                        topic,
                        ends.orElseGet(records::ends),
                        count,
                        records,
                        registry,
                        latest,
                        (source, record) -> table.add(record));
                String summary =
                        tally.summary() + "; their schema is version " + latest.version() + " of " + latest.subject();
                return new TopicSource(table.source(), latest.schema(), summary);
            }
        } catch (SchemaRegistryException | SchemaUnavailableException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    /** Whether the records of a topic are images, by their schema. */
    public static boolean holdsImages(String topic, ClusterOptions cluster) {
        return ImageRecords.recognises(latestSchema(topic, cluster));
    }

    /** Where the partitions of a topic end now. */
    public static TopicEnds ends(String topic, ClusterOptions cluster) {
        cluster.check();
        try (TopicRecords records = TopicRecords.open(topic, cluster)) {
            return records.ends();
        }
    }

    /** The latest schema of the records of a topic, which exists. */
    public static Schema latestSchema(String topic, ClusterOptions cluster) {
        cluster.check();
        try (SchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                TopicRecords records = TopicRecords.open(topic, cluster)) {
            return latest(registry, topic).schema();
        } catch (SchemaRegistryException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    /**
     * Reads a topic of {@link io.doppelstream.schemas.ImageRecord}s.
     *
     * @param count records to read; empty: all up to the end offsets at the start
     */
    public static ImageData readImages(String topic, OptionalLong count, ImageOptions options, ClusterOptions cluster)
            throws UnusableDataException {
        cluster.check();
        try (SchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                TopicRecords records = TopicRecords.open(topic, cluster)) {
            ImageRecords images = new ImageRecords("the topic " + topic, options);
            TopicTally tally = read(
                    topic,
                    records.ends(),
                    count,
                    records,
                    registry,
                    latest(registry, topic),
                    (source, record) ->
                            images.add("partition " + source.partition() + ", offset " + source.offset(), record));
            ImageData data = images.finish();
            return new ImageData(data.images(), data.skipped(), tally.summary() + ": " + data.summary());
        } catch (SchemaRegistryException | SchemaUnavailableException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    private static TopicTally read(
            String topic,
            TopicEnds ends,
            OptionalLong count,
            TopicRecords records,
            SchemaRegistry registry,
            RegisteredSchema latest,
            Sink sink)
            throws UnusableDataException {
        AvroDeserializer<GenericRecord> deserializer = AvroDeserializer.generic(registry, latest.schema());
        TopicTally tally = new TopicTally(topic);
        records.read(ends, count, record -> take(record, deserializer, sink, tally));
        tally.check();
        return tally;
    }

    private static RegisteredSchema latest(SchemaRegistry registry, String topic) {
        String expected = "Expected the topic " + topic
                + " to hold Avro records, with their schema in the registry under " + topic + "-value, found ";
        try {
            RegisteredSchema latest =
                    registry.latest(topic + "-value").orElseThrow(() -> new UserException(expected + "no such schema"));
            if (latest.schema().getType() != Schema.Type.RECORD) {
                throw new UserException(
                        expected + "a schema of " + latest.schema().getType().getName() + " values");
            }
            return latest;
        } catch (AvroRuntimeException e) {
            throw new UserException(expected + "a schema that is not Avro: " + e.getMessage(), e);
        }
    }

    /** Whether the record is one to learn from. */
    private static boolean take(
            ConsumerRecord<byte[], byte[]> record,
            AvroDeserializer<GenericRecord> deserializer,
            Sink sink,
            TopicTally tally)
            throws UnusableDataException {
        if (DoppelHeaders.isSynthetic(record.headers())) {
            tally.synthetic();
            return false;
        }
        if (record.value() == null) {
            tally.tombstone();
            return false;
        }
        GenericRecord decoded;
        try {
            decoded = deserializer.deserialize(record.topic(), record.value());
        } catch (SchemaUnavailableException e) {
            throw e;
        } catch (DecodeException e) {
            tally.undecodable(record, e);
            return false;
        }
        sink.add(record, decoded);
        tally.read();
        return true;
    }
}

package io.doppelstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.model.image.ImageData;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ImageRecord;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Training from the records of a topic, with a real broker and a real registry. */
class TopicTrainingIT {

    private static final int RECORDS = 2000;
    private static final String STATE = "{\"type\": \"enum\", \"name\": \"State\", \"symbols\": [\"NEW\", \"PAID\"]}";
    private static final Schema FIRST = new Schema.Parser()
            .parse("{\"type\": \"record\", \"name\": \"Order\", \"namespace\": \"shop\", \"fields\": ["
                    + "{\"name\": \"id\", \"type\": {\"type\": \"string\", \"logicalType\": \"uuid\"}},"
                    + "{\"name\": \"state\", \"type\": " + STATE + "},"
                    + "{\"name\": \"items\", \"type\": \"int\"}]}");
    /** Version 2: another field. */
    private static final Schema LATEST = new Schema.Parser()
            .parse(FIRST.toString()
                    .replaceFirst(
                            "\\]\\}$",
                            ",{\"name\": \"weight\", \"type\": [\"null\", \"double\"], \"default\": null}]}"));

    @TempDir
    static Path folder;

    private static EmbeddedCluster cluster;

    @BeforeAll
    static void produce() throws Exception {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic("orders", 2, (short) 1),
                            new NewTopic("pets", 1, (short) 1),
                            new NewTopic("empty", 1, (short) 1),
                            new NewTopic("text", 1, (short) 1),
                            new NewTopic("broken", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (SchemaRegistry registry =
                        ConfluentSchemaRegistry.from(Map.of("schema.registry.url", cluster.registryUrl()));
                AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry, SerdeConfig.DEFAULTS);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrap()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            registry.register(
                    "empty-value",
                    SchemaBuilder.record("Empty").fields().requiredInt("a").endRecord());
            registry.register("broken-value", FIRST);
            Random random = new Random(1);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < RECORDS; number++) {
                GenericRecord order = order(number < RECORDS / 2 ? FIRST : LATEST, random);
                sent.add(producer.send(
                        new ProducerRecord<>("orders", number % 2, null, serializer.serialize("orders", order))));
            }
            ProducerRecord<byte[], byte[]> synthetic =
                    new ProducerRecord<>("orders", 0, null, serializer.serialize("orders", order(LATEST, random)));
            synthetic.headers().add(DoppelHeaders.SYNTHETIC, "true".getBytes(StandardCharsets.UTF_8));
            sent.add(producer.send(synthetic));
            sent.add(producer.send(new ProducerRecord<>("orders", 1, new byte[] {1}, null)));
            sent.add(producer.send(new ProducerRecord<>("orders", 1, null, new byte[] {0, 0})));
            sent.add(producer.send(new ProducerRecord<>("text", "hello".getBytes(StandardCharsets.UTF_8))));
            sent.add(producer.send(new ProducerRecord<>("broken", "hello".getBytes(StandardCharsets.UTF_8))));
            for (int number = 0; number < 5; number++) {
                sent.add(producer.send(new ProducerRecord<>("pets", serializer.serialize("pets", pet(number)))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private static GenericRecord order(Schema schema, Random random) {
        boolean paid = random.nextInt(3) > 0;
        GenericRecord order = new GenericData.Record(schema);
        order.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
        order.put("state", new GenericData.EnumSymbol(schema.getField("state").schema(), paid ? "PAID" : "NEW"));
        order.put("items", paid ? 1 + random.nextInt(8) : 0);
        if (schema.getField("weight") != null) {
            order.put("weight", random.nextInt(10) == 0 ? null : random.nextGaussian());
        }
        return order;
    }

    /** The last one is no image. */
    private static GenericRecord pet(int number) {
        GenericRecord pet = new GenericData.Record(ImageRecord.getClassSchema());
        pet.put("image", ByteBuffer.wrap(new byte[] {1, 2, 3, (byte) number}));
        pet.put("mediaType", number < 4 ? "application/octet-stream" : "image/png");
        pet.put("height", 2);
        pet.put("width", 2);
        pet.put("channels", 1);
        pet.put("label", number % 2 == 0 ? "cat" : "dog");
        return pet;
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static CommandLineRun train(String topic, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--data",
                "topic:" + topic,
                "--name",
                "orders",
                "--out",
                folder.resolve(out).toString(),
                "--epochs",
                "4",
                "--bootstrap",
                cluster.bootstrap()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--registry")) {
            arguments.addAll(List.of("--registry", cluster.registryUrl()));
        }
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void shouldModelRecordsOfTheTopicsOwnSchema() throws Exception {
        CommandLineRun run = train("orders", "all");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("Read 2,000 records of the topic orders, skipped 1 synthetic records, 1 tombstones,"
                        + " 1 undecodable records (such as in partition 1, offset ")
                .contains("their schema is version 2 of orders-value")
                .contains("2000 rows, 4 columns");
        ModelPackage model = ModelPackage.open(folder.resolve("all"));
        assertThat(new Schema.Parser().parse(model.manifest().recordSchema())).isEqualTo(LATEST);
        assertThat(model.manifest().schema().names()).isEqualTo("id, state, items, weight");
        assertThat(model.manifest().schema().column(3).nullable()).isTrue();
    }

    @Test
    void shouldReadAsManyRecordsAsAskedFor() {
        CommandLineRun run = train("orders", "few", "--count", "300");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Read 300 records of the topic orders").contains("300 rows, 4 columns");
    }

    @Test
    void shouldReadImages() throws Exception {
        ClusterOptions options = CommandLine.populateCommand(
                new ClusterOptions(), "--bootstrap", cluster.bootstrap(), "--registry", cluster.registryUrl());
        assertThat(TopicSource.holdsImages("orders", options)).isFalse();
        assertThat(TopicSource.holdsImages("pets", options)).isTrue();
        ImageData pets = TopicSource.readImages("pets", OptionalLong.empty(), ImageOptions.NONE, options);
        assertThat(pets.summary())
                .contains("Read 5 records of the topic pets", "4 images of 2x2x1", "2 classes", "1 left out");
        assertThat(pets.skipped()).singleElement().asString().contains("partition 0, offset 4: Expected a PNG");
        assertThat(pets.images().labels()).containsExactly(0, 1, 0, 1);
    }

    private static void assertRefused(CommandLineRun run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void shouldSayInASentenceWhyATopicCannotBeRead() {
        assertRefused(train("absent", "x"), "Expected a topic absent");
        assertRefused(train("empty", "x"), "Expected records in the topic empty, found it empty");
        assertRefused(train("text", "x"), "under text-value, found no such schema");
        assertRefused(train("broken", "x"), "Expected at most 1 % of the records of the topic broken", "offset 0");
        assertRefused(
                train("orders", "x", "--registry", "http://localhost:1"),
                "Expected the schema registry at http://localhost:1");
    }
}

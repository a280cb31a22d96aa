package io.doppelstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.IncompatibleSchemaException;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.doppelstream.schemas.registry.UnknownSchemaException;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.CopartitionedTopics;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemasIT {
    private static final Schema OLD =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema EVOLVED = SchemaBuilder.record("R")
            .fields()
            .requiredInt("a")
            .name("b")
            .type()
            .stringType()
            .stringDefault("none")
            .endRecord();
    private static final Schema INCOMPATIBLE =
            SchemaBuilder.record("R").fields().requiredString("a").endRecord();

    private static EmbeddedCluster cluster;
    private static Admin admin;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    private static Map<String, Object> properties() {
        return Map.of("schema.registry.url", cluster.registryUrl(), "max.retries", "0");
    }

    @Test
    void shouldBeReadableByAPlainAvroReaderWhenKafkaMakesTheSerializerByName() throws Exception {
        TopicDefinition requests = Topics.DEFAULTS.requests().named("plain").withPartitions(1);
        TopicCreator.createMissing(admin, List.of(requests));
        GenerationRequest request = GenerationRequest.newBuilder()
                .setRequestId("r")
                .setModel("bank")
                .setCount(3)
                .build();
        try (KafkaProducer<String, GenerationRequest> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers", cluster.bootstrap(),
                "schema.registry.url", cluster.registryUrl(),
                "key.serializer", StringSerializer.class.getName(),
                "value.serializer", AvroSerializer.class.getName()))) {
            producer.send(new ProducerRecord<>("plain", "r", request)).get();
        }

        ByteBuffer bytes = ByteBuffer.wrap(firstValue("plain"));
        assertThat(bytes.get()).isZero();
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(properties())) {
            Schema writer = registry.schemaOf(bytes.getInt());
            GenericRecord read = new GenericDatumReader<GenericRecord>(writer)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.array(), 5, bytes.array().length - 5, null));
            assertThat(read.get("requestId")).hasToString("r");
            assertThat(read.get("count")).isEqualTo(3L);
            assertThat(writer.toString()).doesNotContain("avro.java.string");
        }
    }

    private static byte[] firstValue(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    @Test
    void shouldReadOldRecordsWhenTheSchemaEvolved() {
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(properties())) {
            GenericRecord old = new GenericData.Record(OLD);
            old.put("a", 7);
            AvroSerializer<GenericRecord> serializer = new AvroSerializer<>();
            serializer.configure(properties(), false);
            byte[] bytes = serializer.serialize("evolved", old);
            registry.register("evolved-value", EVOLVED);

            GenericRecord read = AvroDeserializer.generic(registry, EVOLVED).deserialize("evolved", bytes);

            assertThat(read.get("a")).isEqualTo(7);
            assertThat(read.get("b")).hasToString("none");
            serializer.close();
        }
    }

    @Test
    void shouldTellFailuresApartWhenTheRegistryRefuses() {
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(properties())) {
            registry.register("apart-value", OLD);

            assertThatThrownBy(() -> registry.register("apart-value", INCOMPATIBLE))
                    .isInstanceOf(IncompatibleSchemaException.class)
                    .hasMessageContaining("apart-value");
            assertThatThrownBy(() -> registry.schemaOf(987_654)).isInstanceOf(UnknownSchemaException.class);
            assertThat(registry.latest("nowhere-value")).isEmpty();
        }
        try (ConfluentSchemaRegistry nowhere =
                ConfluentSchemaRegistry.from(Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", "0"))) {
            assertThatThrownBy(() -> nowhere.schemaOf(1))
                    .isInstanceOf(RegistryUnreachableException.class)
                    .hasMessageContaining("http://127.0.0.1:1");
        }
    }

    @Test
    void shouldFailClearlyWhenAutoRegistrationIsOff() {
        try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>()) {
            serializer.configure(
                    Map.of("schema.registry.url", cluster.registryUrl(), "auto.register.schemas", false), false);

            assertThatThrownBy(() -> serializer.serialize("closed", new GenericData.Record(OLD)))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("auto.register.schemas is false")
                    .hasMessageContaining("closed-value");
        }
    }

    @Test
    void shouldCreateOnlyMissingTopicsAndWarnWhenTheyDiffer() {
        List<TopicDefinition> topics = Topics.withPrefix("catalogue.").fixed();

        assertThat(TopicCreator.createMissing(admin, topics).created()).hasSize(9);
        assertThat(TopicCreator.createMissing(admin, topics))
                .satisfies(again -> assertThat(again.created()).isEmpty())
                .satisfies(again -> assertThat(again.existing()).hasSize(9))
                .satisfies(again -> assertThat(again.warnings()).isEmpty());

        TopicDefinition other = new TopicDefinition("catalogue.models", 1, CleanupPolicy.DELETE);
        assertThat(TopicCreator.createMissing(admin, List.of(other)).warnings())
                .singleElement()
                .asString()
                .contains("Expected the topic catalogue.models to have cleanup.policy=delete, found compact");
    }

    @Test
    void shouldGiveCopartitionedTopicsTheSameNumberOfPartitions() {
        TopicDefinition leader = new TopicDefinition("leader", 3, CleanupPolicy.DELETE);
        TopicDefinition follower = new TopicDefinition("follower", 8, CleanupPolicy.DELETE);

        assertThat(CopartitionedTopics.align(admin, leader.withPartitions(5), follower))
                .extracting(TopicDefinition::partitions)
                .containsExactly(5, 5);
        TopicCreator.createMissing(admin, List.of(leader));
        assertThat(CopartitionedTopics.align(admin, leader.withPartitions(5), follower))
                .extracting(TopicDefinition::partitions)
                .containsExactly(3, 3);
        TopicCreator.createMissing(admin, List.of(follower));
        assertThatThrownBy(() -> CopartitionedTopics.align(admin, leader, follower))
                .hasMessageContaining("follower to have as many partitions as leader, 3, found 8");
    }
}

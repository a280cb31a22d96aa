package io.doppelstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedClusterIT {
    private static final AvroSchema FIRST = schema("{\"name\":\"a\",\"type\":\"int\"}");
    private static final AvroSchema SECOND =
            schema("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}");
    private static final AvroSchema INCOMPATIBLE = schema("{\"name\":\"a\",\"type\":\"string\"}");
    private static EmbeddedCluster cluster;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static AvroSchema schema(String fields) {
        return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static CachedSchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(cluster.registryUrl(), 10, Map.of("max.retries", "0"));
    }

    @Test
    void shouldKeepCommittedRecordsWhenTheBrokerIsStartedAgain() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                    .all()
                    .get();
        }
        send("before");
        cluster.stopBroker();
        cluster.startBroker();
        send("after");

        assertThat(read("kept", 2)).containsExactly("before", "after");
    }

    private static void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "transactional.id", "it"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", 0, "key", value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> read(String topic, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<String, String> record : records) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }

    @Test
    void shouldRegisterAndLookUpWhenASchemaEvolvesCompatibly() throws Exception {
        int first = client().register("evolved-value", FIRST);
        int second = client().register("evolved-value", SECOND);

        assertThat(second).isNotEqualTo(first);
        assertThat(client().register("evolved-value", FIRST)).isEqualTo(first);
        assertThat(client().getId("evolved-value", SECOND)).isEqualTo(second);
        assertThat(client().getSchemaById(first).canonicalString()).isEqualTo(FIRST.canonicalString());
        assertThat(client().getLatestSchemaMetadata("evolved-value").getVersion())
                .isEqualTo(2);
    }

    @Test
    void shouldAnswer409WhenASchemaIsIncompatible() throws Exception {
        client().register("refused-value", FIRST);

        assertThatThrownBy(() -> client().register("refused-value", INCOMPATIBLE))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(409));
    }

    @Test
    void shouldAnswer404WhenASchemaIsMissing() {
        assertThatThrownBy(() -> client().getSchemaById(987_654))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(404));
        assertThatThrownBy(() -> client().getId("nowhere-value", FIRST))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(404));
    }

    @Test
    void shouldKeepSchemasAndIdsWhenTheRegistryCrashed() throws Exception {
        int id = client().register("crashed-value", FIRST);
        cluster.killRegistry();
        cluster.startRegistry();

        assertThat(client().getSchemaById(id).canonicalString()).isEqualTo(FIRST.canonicalString());
        assertThat(client().getId("crashed-value", FIRST)).isEqualTo(id);
    }
}

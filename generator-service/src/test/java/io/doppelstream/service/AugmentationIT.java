package io.doppelstream.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real topic merged with synthetic records, with instances that come and go. */
class AugmentationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "loans";
    private static final String MERGED = "loans.augmented";
    private static final int PARTITIONS = 3;
    private static final int EVENTS = 1_200;
    private static final long START = System.currentTimeMillis() / 3_600_000 * 3_600_000 - 3_600_000;
    private static final Schema SCHEMA = SchemaBuilder.record("Loan")
            .fields()
            .requiredString("loan")
            .requiredString("marital")
            .endRecord();

    @TempDir
    private static Path folder;

    private static TestService test;

    @BeforeAll
    static void start() throws Exception {
        test = new TestService(folder);
        test.publish("tiny", "1");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", test.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    private static ServiceConfig config(String instance) {
        return test.config(instance)
                .withAugmentations(List.of(new AugmentationSettings(
                        "loans",
                        TOPIC,
                        null,
                        "tiny",
                        null,
                        "loan = 'yes'",
                        "marital",
                        0.3,
                        Duration.ofHours(1),
                        null,
                        null,
                        null,
                        null)));
    }

    /** One in twenty has the loan, in each of two segments; all in one window. */
    private static void send(int from, int to) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(test.registry(), SerdeConfig.DEFAULTS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", test.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                GenericRecord event = new GenericRecordBuilder(SCHEMA)
                        .set("loan", i % 20 == 0 ? "yes" : "no")
                        .set("marital", i / 20 % 2 == 0 ? "single" : "married")
                        .build();
                sent.add(producer.send(new ProducerRecord<>(
                        TOPIC,
                        i % PARTITIONS,
                        START + i * 50L,
                        ("loan-" + i).getBytes(UTF_8),
                        serializer.serialize(TOPIC, event))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private record Merged(ConsumerRecord<byte[], byte[]> source, String loan, String marital) {
        boolean synthetic() {
            return DoppelHeaders.isSynthetic(source.headers());
        }
    }

    private static List<Merged> merged() {
        AvroDeserializer<GenericRecord> deserializer = AvroDeserializer.generic(test.registry());
        return test.read(MERGED).stream()
                .map(record -> {
                    GenericRecord value = deserializer.deserialize(MERGED, record.value());
                    return new Merged(
                            record,
                            value.get("loan").toString(),
                            value.get("marital").toString());
                })
                .toList();
    }

    private static Map<String, Double> shares(List<Merged> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        Merged::marital,
                        Collectors.averagingDouble(record -> record.loan().equals("yes") ? 1 : 0)));
    }

    private static void awaitShare(int real) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            List<Merged> records = merged();
            assertThat(records.stream().filter(record -> !record.synthetic())).hasSize(real);
            assertThat(shares(records))
                    .containsOnlyKeys("single", "married")
                    .allSatisfy(
                            (segment, share) -> assertThat(share).as(segment).isGreaterThanOrEqualTo(0.3));
        });
    }

    @Test
    void shouldKeepTheShareInEachSegmentWhileInstancesComeAndGo()
            throws IOException, ExecutionException, InterruptedException {
        GeneratorService first = GeneratorService.start(config("a"));
        try {
            first.awaitReady(PATIENCE);
            test.write(TOPIC, "bad", "not Avro".getBytes(UTF_8));
            send(0, EVENTS / 3);
            awaitShare(EVENTS / 3);
            assertThat(first.metrics()).contains("doppel_augment_share{augmentation=\"loans\",segment=\"'single'\"}");
            try (GeneratorService second = GeneratorService.start(config("b"))) {
                send(EVENTS / 3, EVENTS / 2);
                second.awaitReady(PATIENCE);
                first.close();
                send(EVENTS / 2, EVENTS);
                awaitShare(EVENTS);
            }
        } finally {
            first.close();
        }

        List<Merged> records = merged();
        assertThat(shares(records))
                .allSatisfy((segment, share) -> assertThat(share).as(segment).isLessThan(0.35));
        assertThat(records.stream().filter(Merged::synthetic)).allSatisfy(record -> {
            assertThat(record.loan()).isEqualTo("yes");
            assertThat(record.source().timestamp()).isBetween(START, START + EVENTS * 50L);
        });
        assertThat(records.stream().filter(Merged::synthetic).map(record -> DoppelHeaders.read(
                                record.source().headers())
                        .map(from -> from.requestId() + from.index())
                        .orElseThrow()))
                .doesNotHaveDuplicates();
        assertThat(records.stream()
                        .filter(record -> !record.synthetic())
                        .map(record -> record.source().partition() + " "
                                + new String(record.source().key(), UTF_8)))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, EVENTS)
                        .mapToObj(i -> i % PARTITIONS + " loan-" + i)
                        .toList());
        assertThat(test.deadLetters()).extracting(DeadLetter::getTopic).containsExactly(TOPIC);
    }
}

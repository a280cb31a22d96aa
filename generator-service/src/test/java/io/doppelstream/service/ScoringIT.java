package io.doppelstream.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.ColumnContribution;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.DriftSettings;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.config.RetrainSettings;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.TinyEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
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

/** Real events scored, with a model that comes late and instances that come and go. */
class ScoringIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "loans";
    private static final int PARTITIONS = 3;
    private static final int EVENTS = 6_000;
    private static final String KILLED = "calls";
    private static final int BACKLOG = 40_000;
    private static final long START = System.currentTimeMillis() / 60_000 * 60_000 - 3_600_000;
    private static final int OUTLIER = 17;
    private static final int UNSEEN = 18;
    private static final int LATE = 19;

    @TempDir
    private static Path folder;

    private static TestService test;

    @BeforeAll
    static void start() throws Exception {
        test = new TestService(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", test.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1), new NewTopic(KILLED, PARTITIONS, (short) 1)))
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
                .withScorers(List.of(new ScorerSettings(
                        "loans",
                        TOPIC,
                        null,
                        null,
                        "tiny",
                        null,
                        0.05,
                        2,
                        null,
                        new DriftSettings(500, null, null, new RetrainSettings(1, null, "alad", 2.0, null, null)))));
    }

    private static GenericRecord event(int number) {
        return switch (number) {
            case OUTLIER -> TinyEvents.changed(Map.of("age", 1_000_000L));
            case UNSEEN -> TinyEvents.changed(Map.of("loan", "maybe"));
            default -> TinyEvents.ordinary(number);
        };
    }

    private static long time(int number) {
        return number == LATE ? START - 86_400_000 : START + number * 50L;
    }

    private static void send(String topic, int from, int to) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(test.registry(), SerdeConfig.DEFAULTS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", test.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic,
                        i % PARTITIONS,
                        time(i),
                        ("loan-" + i).getBytes(UTF_8),
                        serializer.serialize(topic, event(i)))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private static void sendMalformed() throws IOException {
        Schema other =
                SchemaBuilder.record("Other").fields().requiredString("job").endRecord();
        byte[] without = new AvroSerializer<GenericRecord>(test.registry(), SerdeConfig.DEFAULTS)
                .serialize(
                        "elsewhere",
                        new GenericRecordBuilder(other).set("job", "student").build());
        test.write(TOPIC, "bytes", "not Avro".getBytes(UTF_8));
        test.write(TOPIC, "schema", ByteBuffer.allocate(9).putInt(1, 9_999_999).array());
        test.write(TOPIC, "columns", without);
        test.write(TOPIC, "tombstone", null);
    }

    private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        AvroDeserializer<T> deserializer = AvroDeserializer.specific(test.registry(), type);
        return test.read(topic).stream()
                .map(record -> deserializer.deserialize(topic, record.value()))
                .toList();
    }

    private static void awaitScores(String topic, int number) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(
                        test.read(topic + ".scores"))
                .hasSizeGreaterThanOrEqualTo(number));
    }

    private static void assertEachOnce(List<ConsumerRecord<byte[], byte[]>> scores, int events) {
        assertThat(scores.stream().map(record -> record.partition() + " " + new String(record.key(), UTF_8)))
                .as("each event once, in its partition")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, events)
                        .mapToObj(i -> i % PARTITIONS + " loan-" + i)
                        .toList());
    }

    @Test
    void shouldScoreEveryEventOnceWhileModelAndInstancesComeAndGo()
            throws IOException, ExecutionException, InterruptedException {
        send(TOPIC, 0, EVENTS / 3);
        GeneratorService first = GeneratorService.start(config("a"));
        try {
            first.awaitReady(PATIENCE);
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(first.metrics())
                    .contains("doppel_score_waiting{scorer=\"loans\"} 1"));
            assertThat(test.read("loans.scores")).isEmpty();
            test.publish("tiny", "0");
            assertThat(first.isReady()).as("a model that scores is waited for").isTrue();
            test.publishDetector("tiny", "1");
            awaitScores(TOPIC, 1);
            sendMalformed();
            try (GeneratorService second = GeneratorService.start(config("b"))) {
                send(TOPIC, EVENTS / 3, EVENTS / 2);
                second.awaitReady(PATIENCE);
                send(TOPIC, EVENTS / 2, 2 * EVENTS / 3);
                first.close();
                send(TOPIC, 2 * EVENTS / 3, EVENTS);
                awaitScores(TOPIC, EVENTS);
                assertDriftIsReportedOnce(second);
            }
        } finally {
            first.close();
        }

        List<ConsumerRecord<byte[], byte[]>> records = test.read("loans.scores");
        assertEachOnce(records, EVENTS);
        assertThat(records).allSatisfy(record -> assertThat(record.timestamp())
                .isEqualTo(time(Integer.parseInt(new String(record.key(), UTF_8).substring(5)))));
        assertScores(read("loans.scores", AnomalyScore.class));
        assertThat(test.deadLetters())
                .extracting(DeadLetter::getReasonCode)
                .containsExactlyInAnyOrder("UNDECODABLE", "UNKNOWN_SCHEMA_ID", "EVENT_NOT_USABLE");
        assertThat(test.deadLetters()).anySatisfy(letter -> assertThat(letter.getMessage())
                .contains("Expected in the schema Other a field member, found none", "the scorer loans"));
    }

    @Test
    void shouldScoreEveryEventOnceWhenAScorerIsKilledInBetween() throws Exception {
        test.publishDetector("sturdy", "1");
        send(KILLED, 0, BACKLOG);
        ServiceConfig config = killed();
        try (ServiceProcess process = ServiceProcess.start(folder, config)) {
            awaitScores(KILLED, 1);
            process.kill();
        }
        assertThat(test.read(KILLED + ".scores").size())
                .as("committed scores when it was killed")
                .isBetween(1, BACKLOG - 1);
        try (GeneratorService successor = GeneratorService.start(config)) {
            awaitScores(KILLED, BACKLOG);
        }
        assertEachOnce(test.read(KILLED + ".scores"), BACKLOG);
    }

    /** A killed instance is given up as soon as the broker allows. */
    private static ServiceConfig killed() {
        ServiceConfig config = test.config("killed");
        return config.withKafka(new KafkaSettings(
                        test.bootstrap(), Map.of("session.timeout.ms", 6_000, "transaction.timeout.ms", 3_000)))
                .withScorers(List.of(
                        new ScorerSettings("calls", KILLED, null, null, "sturdy", null, null, null, null, null)));
    }

    private static void assertScores(List<AnomalyScore> scores) {
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.getModel()).isEqualTo("tiny");
            assertThat(score.getVersion()).isEqualTo("1");
            assertThat(score.getScoreName()).isEqualTo("rank-mean");
            assertThat(score.getAlert()).isEqualTo(score.getPercentile() > 0.95);
        });
        AnomalyScore outlier = of(scores, OUTLIER);
        assertThat(outlier.getAlert()).isTrue();
        ColumnContribution most = outlier.getTop().get(0);
        assertThat(outlier.getTop()).hasSize(2);
        assertThat(most.getColumn()).isEqualTo("age");
        assertThat(most.getActual()).isEqualTo("1000000");
        assertThat(most.getExpected()).isEqualTo("40");
        assertThat(most.getShare()).isBetween(0.5, 1.0);
        AnomalyScore unseen = of(scores, UNSEEN);
        assertThat(unseen.getUnseen()).containsExactly("loan");
        assertThat(unseen.getTop().get(0).getActual()).isEqualTo("maybe");
        assertThat(unseen.getTop().get(0).getExpected()).isEqualTo("yes");
        assertThat(of(scores, 0).getAlert()).isFalse();
        assertThat(of(scores, 0).getUnseen()).isEmpty();
        assertThat(of(scores, LATE).getTimestamp()).isEqualTo(Instant.ofEpochMilli(time(LATE)));
        assertThat(read("loans.alerts", AnomalyScore.class))
                .containsExactlyInAnyOrderElementsOf(
                        scores.stream().filter(AnomalyScore::getAlert).toList());
    }

    private static AnomalyScore of(List<AnomalyScore> scores, int number) {
        ByteBuffer key = ByteBuffer.wrap(("loan-" + number).getBytes(UTF_8));
        return scores.stream()
                .filter(score -> score.getKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static void assertDriftIsReportedOnce(GeneratorService service) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            long reported = read("doppel.drift", DriftReport.class).stream()
                    .mapToLong(DriftReport::getEvents)
                    .sum();
            // A window ends with what was polled together; what is left over is not full.
            assertThat(reported).isBetween(EVENTS - 499L, (long) EVENTS);
        });
        List<DriftReport> reports = read("doppel.drift", DriftReport.class);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.getEvents()).isGreaterThanOrEqualTo(500);
            assertThat(report.getDrifted())
                    .as("hardly anything of these events varies")
                    .isTrue();
            assertThat(report.getColumns()).hasSize(12);
        });
        assertThat(reports.stream()
                        .flatMap(report -> report.getColumns().stream())
                        .mapToLong(column -> column.getUnseen())
                        .sum())
                .isEqualTo(1);
        assertThat(read("doppel.training-requests", TrainingRequest.class))
                .as("a day has not passed")
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.getModel()).isEqualTo("tiny");
                    assertThat(request.getChampion()).isEqualTo("1");
                    assertThat(request.getKind()).isEqualTo("alad");
                });
        assertThat(service.metrics()).contains("doppel_score_events_total{outcome=\"scored\",scorer=\"loans\"}");
    }
}

package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.AnsweringService;
import io.doppelstream.service.fixture.TestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests and the records that they get: once, as asked for, and whatever else is on the topic. */
@ExtendWith(AnsweringService.Shared.class)
class RequestsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AnsweringService running;
    private final TestService test;

    RequestsIT(AnsweringService running) {
        this.running = running;
        test = running.test();
    }

    @Test
    void shouldBeReadableWithTheRegistryAndStockAvroAlone() {
        List<GenericRecord> records = running.answer(request("stock", 300).build()).stream()
                .map(running::decode)
                .toList();

        assertThat(records).hasSize(300).allSatisfy(record -> {
            assertThat(record.get("plan")).hasToString("basic");
            assertThat(record.get("nothing")).isNull();
            assertThat((Long) record.get("age")).isBetween(18L, 90L);
        });
        assertThat(records.stream().map(record -> record.get("id"))).doesNotHaveDuplicates();
        assertThat(records.stream().map(record -> String.valueOf(record.get("job"))))
                .contains("student", "größer", "null");
    }

    @Test
    void shouldGiveTheSameRecordsWhenTheSeedIsTheSame() {
        List<ConsumerRecord<byte[], byte[]>> first =
                running.answer(request("seed-a", 1_500).setSeed(5L).build());
        List<ConsumerRecord<byte[], byte[]>> same =
                running.answer(request("seed-b", 1_500).setSeed(5L).build());
        List<ConsumerRecord<byte[], byte[]>> other =
                running.answer(request("seed-c", 1_500).setSeed(6L).build());

        assertThat(same).hasSize(1_500);
        for (int i = 0; i < same.size(); i++) {
            assertThat(same.get(i).value()).isEqualTo(first.get(i).value());
            assertThat(other.get(i).value()).isNotEqualTo(first.get(i).value());
        }
    }

    @Test
    void shouldMeetEveryConditionWhenThereAreSeveral() {
        List<ConsumerRecord<byte[], byte[]>> records = running.answer(request("conditions", 2_300)
                .setConditions(List.of(
                        "job = 'student'", "age between 30 and 40", "pdays is null", "share(loan = 'yes') = 0.5"))
                .build());

        assertThat(records).hasSize(2_300);
        assertThat(records.stream().map(running::decode)).allSatisfy(record -> {
            assertThat(record.get("job")).hasToString("student");
            assertThat((Long) record.get("age")).isBetween(30L, 40L);
            assertThat(record.get("pdays")).isNull();
        });
        assertThat(records.stream()
                        .map(running::decode)
                        .filter(record -> record.get("loan").toString().equals("yes")))
                .hasSize(1_150);
        running.assertVerifiable(records.get(2_299));
    }

    /** The markers of a transaction reach its partitions one after the other: the end of a request may be seen before its last records. */
    @Test
    void shouldWaitForTheLastRecordsWhenTheEndIsSeenBefore() throws Exception {
        try (RequestClient client = test.client();
                KafkaProducer<byte[], byte[]> late = new KafkaProducer<>(
                        Map.of("bootstrap.servers", test.bootstrap(), "transactional.id", "end-first"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            client.send(request("end-first", 20).build());
            GenerationStatus end = client.await("end-first", PATIENCE, status -> {});
            List<RequestClient.Synthetic> first = new ArrayList<>();
            client.readRecords(end, Long.MAX_VALUE, first::add);
            assertThat(first).hasSize(20);

            ConsumerRecord<byte[], byte[]> copied = first.get(0).source();
            late.initTransactions();
            late.beginTransaction();
            late.send(new ProducerRecord<>(copied.topic(), null, copied.key(), copied.value(), copied.headers()))
                    .get();
            Thread committing = new Thread(() -> {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                late.commitTransaction();
            });
            committing.start();
            List<RequestClient.Synthetic> all = new ArrayList<>();
            client.readRecords(GenerationStatus.newBuilder(end).setDelivered(21).build(), Long.MAX_VALUE, all::add);
            committing.join();
            assertThat(all).hasSize(21);
        }
    }

    @Test
    void shouldGoOnWhenBytesAreNoRequest() throws Exception {
        sendRaw("garbage", "not avro".getBytes(UTF_8));
        sendRaw("unknown-id", new byte[] {0, 0, 9, 9, 9, 1, 2, 3});
        sendRaw("huge", new byte[600 * 1024]);
        sendRaw("tombstone", null);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(test.deadLetters().stream()
                        .filter(letter -> letter.getRequestId() == null)
                        .map(DeadLetter::getReasonCode))
                .contains("UNDECODABLE", "UNKNOWN_SCHEMA_ID")
                .hasSizeGreaterThanOrEqualTo(4));
        assertThat(test.deadLetters())
                .anySatisfy(letter -> assertThat(letter.getMessage()).contains("first 524288 of 614400 bytes"));
        assertThat(running.answer(request("after-garbage", 3).build())).hasSize(3);
    }

    private void sendRaw(String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", test.cluster().bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("doppel.requests", key == null ? null : key.getBytes(UTF_8), value))
                    .get();
        }
    }

    @Test
    void shouldAnswerOnceWhenARequestHasNoKey() throws Exception {
        GenerationRequest request = request("keyless", 7).build();
        AvroSerializer<GenerationRequest> serializer =
                new AvroSerializer<>(test.registry(), test.config("keyless").serdes());
        try (RequestClient client = test.client()) {
            sendRaw(null, serializer.serialize("doppel.requests", request));
            GenerationStatus status = client.await("keyless", PATIENCE, seen -> {});

            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        }
        assertThat(test.read("doppel.synthetic.tiny"))
                .filteredOn(record ->
                        new String(record.headers().lastHeader("doppel-request").value(), UTF_8).equals("keyless"))
                .hasSize(7);
    }

    @Test
    void shouldDropARequestWhenItsDeadlineHasPassed() {
        GenerationStatus small =
                test.ask(request("late", 5).setDeadline(Instant.EPOCH).build());
        GenerationStatus large =
                test.ask(request("late-large", 5_000).setDeadline(Instant.EPOCH).build());

        assertThat(List.of(small, large)).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(GenerationState.EXPIRED);
            assertThat(status.getReasonCode()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(status.getDelivered()).isZero();
        });
    }

    @Test
    void shouldAnswerOnceWhenARequestComesTwice() {
        GenerationRequest request = request("twice", 5).build();
        assertThat(running.answer(request)).hasSize(5);
        try (var client = test.client()) {
            client.send(request);
        }
        assertThat(running.answer(request("after-twice", 1).build())).hasSize(1);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> running.service().metrics().contains("doppel_requests_total{outcome=\"duplicate\"} 1.0"));

        assertThat(test.read("doppel.synthetic.tiny").stream().filter(record -> new String(
                                record.headers().lastHeader("doppel-request").value(), UTF_8)
                        .equals("twice")))
                .hasSize(5);
    }

    @Test
    void shouldAnswerHealthAndMetrics() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .contains("\"ready\":true", "\"chunks\":\"RUNNING\"", "\"requests\":\"RUNNING\"");
        running.answer(request("metrics", 4).build());
        assertThat(get("/metrics").body())
                .contains(
                        "doppel_records_total{model=\"tiny\"}",
                        "doppel_requests_total{outcome=\"completed\"}",
                        "doppel_generate_seconds_count",
                        "doppel_models_loaded",
                        "jvm_memory_used_bytes",
                        "kafka_stream");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + running.service().httpPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

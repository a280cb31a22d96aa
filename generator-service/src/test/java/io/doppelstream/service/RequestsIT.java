package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.KafkaModelStore;
import io.doppelstream.schemas.AnomalyRequest;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.service.client.RecordVerifier;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.client.Verification;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.TinyImageModel;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.publish.Publication;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static TestService test;
    private static GeneratorService service;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        test.publish("tiny", "1");
        test.publishDetector("scored", "1");
        assertThat(test.publisher().publish(TinyImageModel.write(folder.resolve("pets"), "pets", "cat", "dog")))
                .isInstanceOf(Publication.Published.class);
        service = GeneratorService.start(test.config("main"));
        service.awaitReady(TestService.PATIENCE);
    }

    @AfterAll
    static void stop() {
        service.close();
        test.close();
    }

    private static List<ConsumerRecord<byte[], byte[]>> answer(GenerationRequest request) {
        GenerationStatus status = test.ask(request);
        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        return test.read(status.getOutputTopic()).stream()
                .filter(record -> Arrays.equals(
                        record.headers().lastHeader("doppel-request").value(),
                        request.getRequestId().getBytes(UTF_8)))
                .sorted(java.util.Comparator.comparingLong(record -> Long.parseLong(
                        new String(record.headers().lastHeader("doppel-index").value(), UTF_8))))
                .toList();
    }

    private static GenericRecord decode(ConsumerRecord<byte[], byte[]> record) {
        // Nothing of Doppelstream but the registry client: the schema by its id, then Avro's own reader.
        Schema schema = test.registry().schemaOf(ByteBuffer.wrap(record.value()).getInt(1));
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldAnswerWithImagesThatCanBeVerified() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> answer = answer(request("images", 250)
                .setModel("pets")
                .setConditions(List.of("label = 'dog'"))
                .setTruncation(0.5)
                .build());

        assertThat(answer).hasSize(250).allSatisfy(record -> {
            GenericRecord image = decode(record);
            assertThat(image.get("label")).hasToString("dog");
            ByteBuffer file = (ByteBuffer) image.get("image");
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));
            assertThat(read.getRaster().getSample(0, 0, 0)).as("label").isEqualTo(1);
            assertThat(read.getRaster().getSample(1, 0, 0)).as("truncation").isZero();
        });
        ServiceConfig config = test.config("image-verifier");
        try (RecordVerifier verifier =
                new RecordVerifier(config.kafka(), config.topics(), config.models(), test.registry())) {
            assertThat(verifier.verify(answer.get(249))).isInstanceOf(Verification.Same.class);
            ConsumerRecord<byte[], byte[]> other = answer.get(3);
            other.headers().remove("doppel-truncation").add("doppel-truncation", "9.0".getBytes(UTF_8));
            assertThat(verifier.verify(other)).isInstanceOf(Verification.Different.class);
        }
        List<ConsumerRecord<byte[], byte[]>> way = answer(request("way", 3)
                .setModel("pets")
                .setImageFormat("RAW")
                .setLatents(List.of(List.of(10f, 0f), List.of(0f, 10f)))
                .build());
        assertThat(way)
                .extracting(record -> ((ByteBuffer) decode(record).get("image")).get(2))
                .containsExactly((byte) 10, (byte) 7, (byte) 0);
        try (RecordVerifier verifier =
                new RecordVerifier(config.kafka(), config.topics(), config.models(), test.registry())) {
            assertThat(verifier.verify(way.get(1))).isInstanceOf(Verification.Same.class);
        }
        List<ConsumerRecord<byte[], byte[]>> raw = answer(
                request("raw-images", 3).setModel("pets").setImageFormat("RAW").build());
        assertThat(decode(raw.get(0)).get("mediaType")).hasToString("application/octet-stream");
    }

    @Test
    void shouldBeReadableWithTheRegistryAndStockAvroAlone() {
        List<GenericRecord> records = answer(request("stock", 300).build()).stream()
                .map(RequestsIT::decode)
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
                answer(request("seed-a", 1_500).setSeed(5L).build());
        List<ConsumerRecord<byte[], byte[]>> same =
                answer(request("seed-b", 1_500).setSeed(5L).build());
        List<ConsumerRecord<byte[], byte[]>> other =
                answer(request("seed-c", 1_500).setSeed(6L).build());

        assertThat(same).hasSize(1_500);
        for (int i = 0; i < same.size(); i++) {
            assertThat(same.get(i).value()).isEqualTo(first.get(i).value());
            assertThat(other.get(i).value()).isNotEqualTo(first.get(i).value());
        }
    }

    @Test
    void shouldMeetEveryConditionWhenThereAreSeveral() {
        List<ConsumerRecord<byte[], byte[]>> records = answer(request("conditions", 2_300)
                .setConditions(List.of(
                        "job = 'student'", "age between 30 and 40", "pdays is null", "share(loan = 'yes') = 0.5"))
                .build());

        assertThat(records).hasSize(2_300);
        assertThat(records.stream().map(RequestsIT::decode)).allSatisfy(record -> {
            assertThat(record.get("job")).hasToString("student");
            assertThat((Long) record.get("age")).isBetween(30L, 40L);
            assertThat(record.get("pdays")).isNull();
        });
        assertThat(records.stream()
                        .map(RequestsIT::decode)
                        .filter(record -> record.get("loan").toString().equals("yes")))
                .hasSize(1_150);
        shouldVerify(records.get(2_299));
    }

    private static AnomalyRequest.Builder anomalies(double share, String... kinds) {
        return AnomalyRequest.newBuilder().setShare(share).setKinds(List.of(kinds));
    }

    private static String label(ConsumerRecord<byte[], byte[]> record) {
        return DoppelHeaders.read(record.headers()).orElseThrow().anomaly().label();
    }

    @Test
    void shouldLabelAnomaliesWhichTheVerifierMakesAgain() {
        AnomalyRequest wanted = anomalies(0.1, "rare-class", "tail", "value-shift", "swapped-category", "burst")
                .setRareClass("job = 'student'")
                .setColumns(List.of("age", "amount", "loan"))
                .setLabelColumn("nothing")
                .build();
        GenerationRequest.Builder request = request("anomalies", 2_300)
                .setConditions(List.of("job = 'retired'"))
                .setAnomalies(wanted);
        List<ConsumerRecord<byte[], byte[]>> records =
                answer(request.setSeed(5L).build());

        assertThat(records).hasSize(2_300).allSatisfy(record -> {
            GenericRecord value = decode(record);
            String label = label(record);
            assertThat(
                            value.get("nothing") == null
                                    ? null
                                    : value.get("nothing").toString())
                    .isEqualTo(label);
            assertThat(value.get("job")).hasToString("rare-class".equals(label) ? "student" : "retired");
        });
        assertThat(records.stream()
                        .map(RequestsIT::label)
                        .filter(Objects::nonNull)
                        .collect(Collectors.groupingBy(label -> label.split(":")[0], Collectors.counting())))
                .isEqualTo(Map.of(
                        "rare-class", 46L, "tail", 46L, "value-shift", 46L, "swapped-category", 46L, "burst", 46L));

        List<ConsumerRecord<byte[], byte[]>> paced =
                answer(request.setRequestId("paced-anomalies").setRate(5_000.0).build());
        for (int i = 0; i < records.size(); i++) {
            assertThat(paced.get(i).value())
                    .as("slices of a chunk")
                    .isEqualTo(records.get(i).value());
            assertThat(label(paced.get(i))).isEqualTo(label(records.get(i)));
        }
        shouldVerify(records.get(2_299));
        shouldVerifyTheLabel(records.stream()
                .filter(record -> label(record) != null)
                .skip(100)
                .findFirst()
                .orElseThrow());
    }

    @Test
    void shouldMakeTheTailOfAModelThatScoresAgain() {
        GenerationRequest.Builder request = request("unlikely", 1_500)
                .setModel("scored")
                .setAnomalies(anomalies(0.1, "tail").build());
        List<ConsumerRecord<byte[], byte[]>> records = answer(request.build());

        assertThat(records.stream().map(RequestsIT::label).filter("tail"::equals))
                .hasSize(150);
        List<ConsumerRecord<byte[], byte[]>> paced = answer(request.setRequestId("paced-unlikely")
                .setSeed(DoppelHeaders.read(records.get(0).headers())
                        .orElseThrow()
                        .seed())
                .setRate(5_000.0)
                .build());
        for (int i = 0; i < records.size(); i++) {
            assertThat(paced.get(i).value())
                    .as("slices of a chunk")
                    .isEqualTo(records.get(i).value());
        }
        ConsumerRecord<byte[], byte[]> last = records.stream()
                .filter(record -> label(record) != null)
                .reduce((one, other) -> other)
                .orElseThrow();
        shouldVerifyTheLabel(last);
    }

    private static void shouldVerifyTheLabel(ConsumerRecord<byte[], byte[]> record) {
        ServiceConfig config = test.config("label-verifier");
        try (RecordVerifier verifier =
                new RecordVerifier(config.kafka(), config.topics(), config.models(), test.registry())) {
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Same.class);
            record.headers().remove("doppel-anomaly");
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Different.class);
            record.headers().remove("doppel-anomalies").add("doppel-anomalies", "odd".getBytes(UTF_8));
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Unverifiable.class);
        }
    }

    private static void shouldVerify(ConsumerRecord<byte[], byte[]> record) {
        ServiceConfig config = test.config("verifier");
        try (RecordVerifier verifier =
                new RecordVerifier(config.kafka(), config.topics(), config.models(), test.registry())) {
            assertThat(verifier.verify(record.topic(), record.partition(), record.offset()))
                    .isInstanceOf(Verification.Same.class);
            record.value()[record.value().length - 1] ^= 1;
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Different.class);
            record.headers().remove("doppel-synthetic");
            assertThat(verifier.verify(record)).isInstanceOf(Verification.NotSynthetic.class);
            assertThat(verifier.verify(record.topic(), 0, 1_000_000_000L))
                    .isInstanceOf(Verification.Unverifiable.class);
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("UNKNOWN_MODEL", request("e1", 1).setModel("nobody")),
                Arguments.of("UNKNOWN_MODEL_VERSION", request("e2", 1).setModelVersion("99")),
                Arguments.of("UNKNOWN_COLUMN", where("e3", "height > 3")),
                Arguments.of("VALUE_NOT_IN_VOCABULARY", where("e4", "job = 'astronaut'")),
                Arguments.of("CONDITION_CONTRADICTORY", where("e5", "job = 'student'", "job = 'retired'")),
                Arguments.of("CONDITION_IMPOSSIBLE", where("e6", "marital is null")),
                Arguments.of("CONDITION_SYNTAX", where("e7", "job = = 'student'")),
                Arguments.of("COUNT_NOT_POSITIVE", request("e8", 0)),
                Arguments.of("COUNT_NOT_POSITIVE", request("e9", -1)),
                Arguments.of("INVALID_RATE", request("e13", 10).setRate(0.0)),
                Arguments.of("INVALID_RATE", request("e14", 0).setRate(1e9)),
                Arguments.of("INVALID_RATE", request("e15", 10).setRate(Double.NaN)),
                Arguments.of("INVALID_TRUNCATION", request("e16", 10).setTruncation(1.0)),
                Arguments.of(
                        "INVALID_TRUNCATION",
                        request("e17", 10).setModel("pets").setTruncation(0.0)),
                Arguments.of("INVALID_LATENTS", request("e27", 10).setLatents(List.of(List.of(1f, 2f)))),
                Arguments.of(
                        "INVALID_LATENTS",
                        request("e28", 10).setModel("pets").setLatents(List.of(List.of(1f, 2f, 3f)))),
                Arguments.of(
                        "INVALID_LATENTS",
                        request("e29", 10).setModel("pets").setLatents(List.of(List.of(Float.NaN, 2f)))),
                Arguments.of("INVALID_IMAGE_FORMAT", request("e18", 10).setImageFormat("PNG")),
                Arguments.of(
                        "INVALID_IMAGE_FORMAT",
                        request("e19", 10).setModel("pets").setImageFormat("GIF")),
                Arguments.of(
                        "COLUMN_NOT_CONDITIONABLE", where("e20", "image = 'x'").setModel("pets")),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e21", 10).setAnomalies(anomalies(0, "tail").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e22", 10).setAnomalies(anomalies(0.1, "odd").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e23", 10)
                                .setAnomalies(
                                        anomalies(0.1, "impossible-combination").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e24", 10)
                                .setAnomalies(anomalies(0.1, "burst")
                                        .setLabelColumn("job")
                                        .build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e25", 10)
                                .setModel("pets")
                                .setAnomalies(anomalies(0.1, "burst").build())),
                Arguments.of(
                        "UNKNOWN_COLUMN",
                        request("e26", 10)
                                .setAnomalies(anomalies(0.1, "burst")
                                        .setColumns(List.of("height"))
                                        .build())),
                Arguments.of("COUNT_TOO_LARGE", request("e10", 10_000_001)),
                Arguments.of("FORBIDDEN_TOPIC", request("e11", 1).setOutputTopic("doppel.models")),
                Arguments.of("FORBIDDEN_TOPIC", request("e12", 1).setOutputTopic("payments")));
    }

    private static GenerationRequest.Builder where(String id, String... conditions) {
        return request(id, 10).setConditions(List.of(conditions));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldSayWhyWhenARequestCannotBeAnswered(String reason, GenerationRequest.Builder request) {
        GenerationStatus status = test.ask(request.build());

        assertThat(status.getState()).isEqualTo(GenerationState.REJECTED);
        assertThat(status.getReasonCode()).as(status.getMessage()).isEqualTo(reason);
        assertThat(test.deadLetters())
                .filteredOn(letter -> request.getRequestId().equals(letter.getRequestId()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReasonCode()).isEqualTo(reason);
                    assertThat(letter.getMessage()).contains("xpected");
                });
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
        assertThat(answer(request("after-garbage", 3).build())).hasSize(3);
    }

    private static void sendRaw(String key, byte[] value) throws Exception {
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
                test.ask(request("late", 5).setDeadline(java.time.Instant.EPOCH).build());
        GenerationStatus large = test.ask(request("late-large", 5_000)
                .setDeadline(java.time.Instant.EPOCH)
                .build());

        assertThat(List.of(small, large)).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(GenerationState.EXPIRED);
            assertThat(status.getReasonCode()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(status.getDelivered()).isZero();
        });
    }

    @Test
    void shouldAnswerOnceWhenARequestComesTwice() {
        GenerationRequest request = request("twice", 5).build();
        assertThat(answer(request)).hasSize(5);
        try (var client = test.client()) {
            client.send(request);
        }
        assertThat(answer(request("after-twice", 1).build())).hasSize(1);
        Awaitility.await().atMost(PATIENCE).until(() -> service.metrics()
                .contains("doppel_requests_total{outcome=\"duplicate\"} 1.0"));

        assertThat(test.read("doppel.synthetic.tiny").stream().filter(record -> new String(
                                record.headers().lastHeader("doppel-request").value(), UTF_8)
                        .equals("twice")))
                .hasSize(5);
    }

    @Test
    void shouldServeTheOldVersionWhenTheNewPackageIsTamperedWith() throws Exception {
        test.publish("guarded", "1");
        ModelPackage second = TinyModel.write(folder.resolve("tampered"), "guarded", "2");
        byte[] archive = ModelArchive.pack(TinyModel.write(folder.resolve("other"), "guarded", "other"));
        KafkaModelStore real = new KafkaModelStore(
                "doppel.model-artifacts",
                Map.of("bootstrap.servers", test.cluster().bootstrap()));
        assertThat(test.publisher().publish(second, new io.doppelstream.model.store.ModelStore() {
                    @Override
                    public void put(String digest, byte[] bytes) throws IOException {
                        real.put(digest, archive);
                    }

                    @Override
                    public java.util.Optional<byte[]> get(String digest) throws IOException {
                        return real.get(digest);
                    }

                    @Override
                    public String location() {
                        return real.location();
                    }
                }))
                .isInstanceOf(Publication.Published.class);
        assertThat(test.publisher().publish(second)).isInstanceOf(Publication.AlreadyPublished.class);

        Awaitility.await().atMost(PATIENCE).until(() -> service.metrics().contains("doppel_models_refused_total 1.0"));
        GenerationStatus latest =
                test.ask(request("guarded-1", 2).setModel("guarded").build());
        assertThat(latest.getModelVersion()).isEqualTo("1");
        GenerationStatus pinned = test.ask(
                request("guarded-2", 2).setModel("guarded").setModelVersion("2").build());
        assertThat(pinned.getReasonCode()).isEqualTo("UNKNOWN_MODEL_VERSION");
        assertThat(pinned.getMessage()).contains("refused");
    }

    @Test
    void shouldRefuseToRepublishWhenTheContentDiffers() throws Exception {
        test.publish("fixed", "1");
        ModelPackage changed = TinyModel.write(folder.resolve("changed"), "fixed", "1", 500);

        assertThat(test.publisher().publish(changed)).isInstanceOf(Publication.Refused.class);
    }

    @Test
    void shouldAnswerHealthAndMetrics() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .contains("\"ready\":true", "\"chunks\":\"RUNNING\"", "\"requests\":\"RUNNING\"");
        answer(request("metrics", 4).build());
        assertThat(get("/metrics").body())
                .contains(
                        "doppel_records_total{model=\"tiny\"}",
                        "doppel_requests_total{outcome=\"completed\"}",
                        "doppel_generate_seconds_count",
                        "doppel_models_loaded",
                        "jvm_memory_used_bytes",
                        "kafka_stream");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldGiveBackAnArchiveOnlyWhenItIsComplete() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", test.cluster().bootstrap());
        KafkaModelStore store = new KafkaModelStore("doppel.model-artifacts", client);
        byte[] archive = new byte[3_000_000];
        new Random(1).nextBytes(archive);
        store.put("a".repeat(64), archive);
        assertThat(store.get("a".repeat(64)))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(archive));
        for (int later = 0; later < 20; later++) {
            store.put("later-" + later, new byte[] {1});
        }
        assertThat(store.get("a".repeat(64)))
                .as("far from the end of the topic")
                .isPresent();

        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("doppel.model-artifacts", ("a".repeat(64) + "/3").getBytes(UTF_8), null))
                    .get();
        }
        assertThat(store.get("a".repeat(64))).isEmpty();
    }
}

package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.serde.AvroSerializer;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.TinyModel;
import io.doppelstream.service.publish.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that cannot be answered, or come in an order that nobody meant: no stream thread ends, and the next one is answered. */
class RequestFaultsIT {
    private static final Duration PATIENCE = TestService.PATIENCE;
    private static final String REQUESTS = "doppel.requests";

    @TempDir
    private static Path folder;

    private static TestService test;
    private static ModelPackage model;
    private static GeneratorService service;
    private static int next;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        model = test.publish("tiny", "1");
        assertThat(test.publisher().publish(TinyModel.writePoisoned(folder.resolve("poisoned"), "poisoned", 777)))
                .isInstanceOf(Publication.Published.class);
        service = GeneratorService.start(test.config("main"));
        service.awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        service.close();
        test.close();
    }

    @AfterEach
    void shouldAnswerTheNextRequestOnTheSameThreads() throws Exception {
        GenerationStatus status = test.ask(request("next-" + next++, 2_100).build());
        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        Expected.assertExactly(recordsOf(status), status, model);
        assertThat(TestService.sum(service.metrics(), "doppel_stream_failures_total"))
                .isZero();
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(GenerationStatus status) {
        return test.read(status.getOutputTopic()).stream()
                .filter(record -> new String(
                                record.headers().lastHeader("doppel-request").value(), UTF_8)
                        .equals(status.getRequestId()))
                .toList();
    }

    private static List<DeadLetter> lettersOf(String requestId) {
        return test.deadLetters().stream()
                .filter(letter -> requestId.equals(letter.getRequestId()))
                .toList();
    }

    private static void createOutput(String topic, int largestMessage) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", test.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(largestMessage)))))
                    .all()
                    .get();
        }
    }

    private static byte[] serialized(GenerationRequest request) {
        return new AvroSerializer<GenerationRequest>(
                        test.registry(), test.config("raw").serdes())
                .serialize(REQUESTS, request);
    }

    @Test
    void shouldFailARequestOfOneChunkWhenItsModelFails() {
        GenerationStatus status =
                test.ask(request("poison", 777).setModel("poisoned").build());
        GenerationStatus healthy =
                test.ask(request("healthy", 776).setModel("poisoned").build());

        assertThat(status.getState()).isEqualTo(GenerationState.FAILED);
        assertThat(status.getReasonCode()).isEqualTo("INTERNAL_ERROR");
        assertThat(status.getDelivered()).isZero();
        assertThat(lettersOf("poison")).singleElement().satisfies(letter -> {
            assertThat(letter.getReasonCode()).isEqualTo("INTERNAL_ERROR");
            assertThat(letter.getMessage()).contains("chunk 0 of request poison with model poisoned/1");
        });
        assertThat(healthy.getState()).as(healthy.toString()).isEqualTo(GenerationState.COMPLETED);
    }

    @Test
    void shouldFailALargeRequestWithWhatCouldBeMadeWhenAChunkFails() {
        GenerationStatus status =
                test.ask(request("poison-large", 2_777).setModel("poisoned").build());

        assertThat(status.getState()).isEqualTo(GenerationState.FAILED);
        assertThat(status.getDelivered()).isEqualTo(2_000);
        assertThat(status.getMessage()).contains("777");
        Expected.assertWithoutGapOrRepeat(recordsOf(status), 2_000);
        assertThat(lettersOf("poison-large")).singleElement().satisfies(letter -> assertThat(letter.getMessage())
                .contains("chunk 2 of request poison-large"));
    }

    @Test
    void shouldFailARequestWhenItsTopicTakesNoRecordOfThatSize() throws Exception {
        createOutput("doppel.synthetic.narrow", 300);
        GenerationStatus small = test.ask(
                request("narrow", 5).setOutputTopic("doppel.synthetic.narrow").build());
        GenerationStatus large = test.ask(request("narrow-large", 2_500)
                .setOutputTopic("doppel.synthetic.narrow")
                .build());

        assertThat(small.getState()).isEqualTo(GenerationState.FAILED);
        assertThat(small.getReasonCode()).isEqualTo("RECORD_TOO_LARGE");
        assertThat(large.getState()).isEqualTo(GenerationState.FAILED);
        assertThat(large.getDelivered()).isZero();
        assertThat(lettersOf("narrow")).singleElement().satisfies(letter -> assertThat(letter.getMessage())
                .contains("at most 300 bytes", "max.message.bytes of the topic doppel.synthetic.narrow"));
        assertThat(lettersOf("narrow-large")).hasSize(3).allSatisfy(letter -> assertThat(letter.getReasonCode())
                .isEqualTo("RECORD_TOO_LARGE"));
        assertThat(test.read("doppel.synthetic.narrow")).isEmpty();
    }

    @Test
    void shouldDeliverWhenATopicTakesSingleRecordsButNoFullBatch() throws Exception {
        createOutput("doppel.synthetic.slim", 2_000);
        GenerationStatus status = test.ask(
                request("slim", 2_500).setOutputTopic("doppel.synthetic.slim").build());

        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        Expected.assertExactly(test.read("doppel.synthetic.slim"), status, model);
    }

    @Test
    void shouldRefuseARequestThatIsTooLargeToBePassedOn() throws Exception {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            conditions.add("age in (" + "30, ".repeat(2_400) + "40)");
        }
        GenerationStatus conditioned =
                test.ask(request("wordy", 1_500).setConditions(conditions).build());
        GenerationStatus named =
                test.ask(request("named", 10).setModel("x".repeat(1_000_000)).build());
        byte[] keyless = serialized(
                request("keyless-large", 10).setClient("c".repeat(1_000_000)).build());
        test.write(REQUESTS, null, keyless);

        assertThat(List.of(conditioned, named)).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(GenerationState.REJECTED);
            assertThat(status.getReasonCode()).isEqualTo("INVALID_REQUEST");
            assertThat(status.getMessage()).contains("Expected a request of at most 131072 bytes");
        });
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lettersOf("keyless-large").size() == 1);
    }

    @Test
    void shouldRefuseKeysAndControlRecordsThatAreTooLargeToBePassedOn() throws Exception {
        String key = "k".repeat(500_000);
        test.write(
                REQUESTS,
                key,
                serialized(
                        request("long-key", 10).setClient("c".repeat(400_000)).build()));
        test.write(REQUESTS, key, new byte[400_000]);
        try (RequestClient client = test.client()) {
            client.send(RequestControl.newBuilder()
                    .setRequestId("large-control")
                    .setAction(ControlAction.CANCEL)
                    .setClient("c".repeat(1_000_000))
                    .build());
        }

        Awaitility.await().atMost(PATIENCE).until(() -> lettersOf("long-key").size() == 1);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(test.deadLetters())
                .anySatisfy(letter -> {
                    assertThat(letter.getReasonCode()).isEqualTo("INVALID_CONTROL");
                    assertThat(letter.getMessage()).contains("at most 131072 bytes");
                }));
    }

    @Test
    void shouldAnswerARequestThatComesAfterItsCancellation() throws Exception {
        try (RequestClient client = test.client()) {
            client.send(RequestControl.newBuilder()
                    .setRequestId("early")
                    .setAction(ControlAction.CANCEL)
                    .build());
            Awaitility.await().atMost(PATIENCE).until(() -> lettersOf("early").size() == 1);
            client.send(request("early", 2_500)
                    .setOutputTopic("doppel.synthetic.early")
                    .build());
            GenerationStatus status = client.await("early", PATIENCE, seen -> {});

            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
            Expected.assertExactly(test.read("doppel.synthetic.early"), status, model);
        }
        assertThat(lettersOf("early")).singleElement().satisfies(letter -> assertThat(letter.getReasonCode())
                .isEqualTo("UNKNOWN_REQUEST"));
    }

    @Test
    void shouldAnswerOnceWhenManySendTheSameRequestAtOnceWithAndWithoutItsKey() throws Exception {
        // Of one chunk: nothing but the store of ids knows that it was answered.
        byte[] value = serialized(
                request("crowd", 500).setOutputTopic("doppel.synthetic.crowd").build());
        List<String> keys = new ArrayList<>(Collections.nCopies(6, "crowd"));
        keys.addAll(Arrays.asList(null, null, null));
        try (RequestClient client = test.client()) {
            CompletableFuture.allOf(keys.stream()
                            .map(key -> CompletableFuture.runAsync(() -> send(key, value)))
                            .toArray(CompletableFuture<?>[]::new))
                    .get();
            GenerationStatus status = client.await("crowd", PATIENCE, seen -> {});
            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
            Awaitility.await().atMost(PATIENCE).until(() -> service.metrics()
                    .contains("doppel_requests_total{outcome=\"duplicate\"} 8.0"));
            Expected.assertExactly(test.read("doppel.synthetic.crowd"), status, model);
        }
    }

    private static void send(String key, byte[] value) {
        try {
            test.write(REQUESTS, key, value);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OffsetRange;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.client.RecordVerifier;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.client.Verification;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are controlled, paced and beside each other. */
class ControlIT {
    private static final Duration PATIENCE = TestService.PATIENCE;
    private static final long HUGE = 5_000_000;

    @TempDir
    private static Path folder;

    private static TestService test;
    private static ModelPackage model;
    private static GeneratorService service;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        model = test.publish("tiny", "1");
        service = run();
    }

    private static GeneratorService run() {
        GeneratorService started = GeneratorService.start(test.config("main"));
        started.awaitReady(PATIENCE);
        return started;
    }

    @AfterAll
    static void stop() {
        service.close();
        test.close();
    }

    private static RequestControl control(String id, ControlAction action) {
        return RequestControl.newBuilder().setRequestId(id).setAction(action).build();
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(GenerationStatus status) {
        byte[] id = status.getRequestId().getBytes(UTF_8);
        return test.read(status.getOutputTopic()).stream()
                .filter(record -> Arrays.equals(
                        record.headers().lastHeader(DoppelHeaders.REQUEST).value(), id))
                .toList();
    }

    private static List<Long> indexes(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record ->
                        DoppelHeaders.read(record.headers()).orElseThrow().index())
                .sorted()
                .toList();
    }

    @Test
    void shouldStopWithWhatIsDeliveredWhenALargeRequestIsCancelledWhileSmallOnesGoOn() {
        try (RequestClient client = test.client()) {
            client.send(request("huge", HUGE)
                    .setOutputTopic("doppel.synthetic.huge")
                    .build());
            client.await("huge", Set.of(GenerationState.PROGRESS), PATIENCE, seen -> {});
            GenerationStatus single = test.ask(request("single", 1).build());
            GenerationStatus few = test.ask(request("few", 2_500).build());
            assertThat(single.getState()).isEqualTo(GenerationState.COMPLETED);
            assertThat(few.getState()).isEqualTo(GenerationState.COMPLETED);

            client.send(control("huge", ControlAction.PAUSE));
            GenerationStatus paused = client.await("huge", Set.of(GenerationState.PAUSED), PATIENCE, seen -> {});
            assertThat(paused.getState())
                    .as("still under way when the small ones were done")
                    .isEqualTo(GenerationState.PAUSED);
            client.send(control("huge", ControlAction.RESUME));
            client.send(control("huge", ControlAction.CANCEL));
            GenerationStatus end = client.await("huge", PATIENCE, seen -> {});

            assertThat(end.getState()).as(end.toString()).isEqualTo(GenerationState.CANCELLED);
            assertThat(end.getDelivered()).isLessThan(HUGE);
            assertThat(indexes(recordsOf(end)))
                    .isEqualTo(LongStream.range(0, end.getDelivered()).boxed().toList());
        }
    }

    @Test
    void shouldSayWhichOffsetsHoldTheRecordsWhenARequestIsCompleted() throws Exception {
        test.ask(request("before", 3_000)
                .setOutputTopic("doppel.synthetic.ranges")
                .build());
        GenerationStatus status = test.ask(request("ranges", 4_000)
                .setOutputTopic("doppel.synthetic.ranges")
                .build());

        assertThat(status.getRecordsPerSecond()).isPositive();
        List<ConsumerRecord<byte[], byte[]>> records = recordsOf(status);
        Expected.assertExactly(records, status, model);
        assertThat(records).allSatisfy(record -> assertThat(status.getRanges()).anySatisfy(range -> {
            assertThat(range.getPartition()).isEqualTo(record.partition());
            assertThat(record.offset()).isBetween(range.getFirst(), range.getEnd() - 1);
        }));
        assertThat(status.getRanges().stream().mapToLong(OffsetRange::getFirst).sum())
                .as("records before it are left out")
                .isGreaterThanOrEqualTo(3_000);
    }

    @Test
    void shouldFeedWithoutGapOrRepeatAcrossARestartOfTheService() throws Exception {
        double rate = 200;
        try (RequestClient client = test.client()) {
            client.send(request("feed", 0)
                    .setRate(rate)
                    .setOutputTopic("doppel.synthetic.feed")
                    .build());
            awaitDelivered(client, 600);
            service.close();
            service = run();
            GenerationStatus later = awaitDelivered(client, 1_500);
            client.send(control("feed", ControlAction.CANCEL));
            GenerationStatus end = client.await("feed", PATIENCE, seen -> {});

            assertThat(end.getState()).as(end.toString()).isEqualTo(GenerationState.CANCELLED);
            assertThat(later.getRequested()).isZero();
            List<ConsumerRecord<byte[], byte[]>> records = recordsOf(end);
            assertThat(indexes(records))
                    .isEqualTo(LongStream.range(0, end.getDelivered()).boxed().toList());
            shouldVerify(records.get(records.size() - 1));
        }
    }

    private static GenerationStatus awaitDelivered(RequestClient client, long least) {
        GenerationStatus status;
        do {
            status = client.await("feed", Set.of(GenerationState.PROGRESS), PATIENCE, seen -> {});
            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.PROGRESS);
        } while (status.getDelivered() < least);
        return status;
    }

    /** A record of a slice is that of its whole chunk, made again from its headers. */
    private static void shouldVerify(ConsumerRecord<byte[], byte[]> record) {
        ServiceConfig config = test.config("verifier");
        try (RecordVerifier verifier =
                new RecordVerifier(config.kafka(), config.topics(), config.models(), test.registry())) {
            assertThat(verifier.verify(record)).isInstanceOf(Verification.Same.class);
        }
    }

    @Test
    void shouldSayWhyWhenAnIdIsUnknownOrNotRunning() {
        test.ask(request("done", 1).build());
        try (RequestClient client = test.client()) {
            client.send(control("nobody", ControlAction.CANCEL));
            client.send(control("done", ControlAction.PAUSE));
        }

        shouldBeRefused("nobody", "UNKNOWN_REQUEST", "doppel.control");
        shouldBeRefused("done", "REQUEST_NOT_RUNNING", "doppel.control");
    }

    private static void shouldBeRefused(String id, String reason, String topic) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(test.deadLetters())
                .filteredOn(letter -> id.equals(letter.getRequestId()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReasonCode()).isEqualTo(reason);
                    assertThat(letter.getTopic()).isEqualTo(topic);
                    assertThat(letter.getMessage()).contains("'" + id + "'");
                }));
    }
}

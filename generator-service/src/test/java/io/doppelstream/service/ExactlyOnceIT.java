package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import io.doppelstream.service.fixture.Content;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.Instances;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that die and instances that share work: the records are the same as ever. */
class ExactlyOnceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LARGE = 200_000;
    private static final long SEED = 77;
    private static final String FEED = "doppel.synthetic.feed";
    private static final int PILED_UP = 300;
    /** A third of those that piled up, and the one that was answered before. */
    private static final double DUPLICATES = 101;

    @TempDir
    private static Path folder;

    private static TestService test;
    private static ModelPackage model;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        model = test.publish("tiny", "1");
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    @Test
    void shouldDeliverTheSameRecordsOnceWhenTheServiceIsKilledInBetween() throws Exception {
        String topic = "doppel.synthetic.killed";
        try (ServiceProcess first = ServiceProcess.start(folder, killed());
                RequestClient feed = feedOnceItRuns();
                RequestClient client = killedInBetween(first, topic)) {
            assertThat(test.read(topic).size())
                    .as("records committed when it was killed")
                    .isBetween(1, LARGE - 1);
            long fed = test.read(FEED).size();
            assertThat(fed).as("records of the feed when it was killed").isPositive();
            try (ServiceProcess second = ServiceProcess.start(folder, killed())) {
                GenerationStatus status = client.await("killed", PATIENCE, seen -> {});

                assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
                List<ConsumerRecord<byte[], byte[]>> killed = test.read(topic);
                Expected.assertExactly(killed, status, model);
                Content.assertSame(Content.of(killed), undisturbed(client));
                shouldGoOnFeeding(feed, fed);
                second.kill();
            }
        }
    }

    /** A killed instance is given up sooner than in production. */
    private static ServiceConfig killed() {
        ServiceConfig config = test.config("killed");
        Map<String, Object> sooner =
                Map.of("producer.transaction.timeout.ms", 10_000, "main.consumer.session.timeout.ms", 6_000);
        return config.withStreams(new StreamSettings(
                null, null, null, null, null, null, config.streams().stateDir(), sooner));
    }

    /** Asks for a feed without an end as soon as there are topics. */
    private static RequestClient feedOnceItRuns() {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            test.client().close();
            return true;
        });
        RequestClient client = test.client();
        client.send(request("feed", 0).setRate(200.0).setOutputTopic(FEED).build());
        client.await("feed", Set.of(GenerationState.PROGRESS), PATIENCE, seen -> {});
        return client;
    }

    private static void shouldGoOnFeeding(RequestClient client, long before) {
        GenerationStatus status;
        do {
            status = client.await("feed", Set.of(GenerationState.PROGRESS), PATIENCE, seen -> {});
            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.PROGRESS);
        } while (status.getDelivered() < before + 200);
        client.send(control("feed", ControlAction.CANCEL));
        GenerationStatus end = client.await("feed", PATIENCE, seen -> {});

        assertThat(end.getState()).as(end.toString()).isEqualTo(GenerationState.CANCELLED);
        Expected.assertWithoutGapOrRepeat(test.read(FEED), end.getDelivered());
    }

    private static RequestControl control(String id, ControlAction action) {
        return RequestControl.newBuilder().setRequestId(id).setAction(action).build();
    }

    /** Records of the same request, under another id and to another topic, by an instance that nobody kills. */
    private static Content undisturbed(RequestClient client) {
        String topic = "doppel.synthetic.undisturbed";
        client.send(request("undisturbed", LARGE)
                .setSeed(SEED)
                .setOutputTopic(topic)
                .build());
        GenerationStatus status = client.await("undisturbed", PATIENCE, seen -> {});
        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        return Content.of(test.read(topic));
    }

    /** Sends a large request and kills the service as soon as some of its records are committed. */
    private static RequestClient killedInBetween(ServiceProcess process, String topic) throws Exception {
        RequestClient client = test.client();
        client.send(request("killed", LARGE).setSeed(SEED).setOutputTopic(topic).build());
        awaitCommitted(topic, 10_000);
        process.kill();
        return client;
    }

    private static void awaitCommitted(String topic, long least) {
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < 8; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", test.cluster().bootstrap()))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .until(() -> admin.listOffsets(ends, committed).all().get().values().stream()
                                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                                    .sum()
                            >= least);
        }
    }

    @Test
    void shouldShareALargeRequestWhenThereAreTwoInstances() throws Exception {
        try (GeneratorService first = GeneratorService.start(test.config("first"));
                GeneratorService second = GeneratorService.start(test.config("second"))) {
            first.awaitReady(PATIENCE);
            second.awaitReady(PATIENCE);
            Awaitility.await().atMost(PATIENCE).until(() -> first.isReady() && second.isReady());
            String topic = "doppel.synthetic.shared";

            GenerationStatus status =
                    test.ask(request("shared", 60_000).setOutputTopic(topic).build());

            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
            Expected.assertExactly(test.read(topic), status, model);
            assertThat(records(first)).isPositive();
            assertThat(records(second)).isPositive();
            assertThat(records(first) + records(second)).isGreaterThanOrEqualTo(60_000);
        }
    }

    @Test
    void shouldDeliverARequestOnceWhenAnInstanceJoinsAndLeavesMeanwhile() throws Exception {
        String topic = "doppel.synthetic.rebalanced";
        try (GeneratorService first = GeneratorService.start(test.config("stays"));
                RequestClient client = test.client()) {
            first.awaitReady(PATIENCE);
            awaitInstances(1);
            client.send(request("rebalanced", 0)
                    .setRate(1_000.0)
                    .setOutputTopic(topic)
                    .build());
            progressAfter(Instant.EPOCH, client, "rebalanced");
            try (ServiceProcess second = ServiceProcess.start(folder, test.config("comes"))) {
                awaitInstances(2);
                progressAfter(Instant.now(), client, "rebalanced");
                second.terminate();
            }
            awaitInstances(1);
            progressAfter(Instant.now(), client, "rebalanced");
            client.send(control("rebalanced", ControlAction.CANCEL));
            GenerationStatus status = client.await("rebalanced", PATIENCE, seen -> {});

            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.CANCELLED);
            Expected.assertWithoutGapOrRepeat(test.read(topic), status.getDelivered());
            Awaitility.await().atMost(PATIENCE).until(first::isReady);
        }
    }

    private static void awaitInstances(int count) {
        Instances.await(test, test.config("any").streams().applicationId(), count);
    }

    /** Waits for a status of a request on its way that is younger. */
    private static void progressAfter(Instant time, RequestClient client, String id) {
        GenerationStatus status;
        do {
            status = client.await(id, Set.of(GenerationState.PROGRESS), PATIENCE, seen -> {});
            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.PROGRESS);
        } while (!status.getTimestamp().isAfter(time));
    }

    @Test
    void shouldAnswerEveryRequestOnceWhenTheyPiledUpAndTheStateWasLost() throws Exception {
        String topic = "doppel.synthetic.piled";
        try (GeneratorService before = GeneratorService.start(test.config("before"))) {
            before.awaitReady(PATIENCE);
            test.ask(request("answered", 3).setOutputTopic(topic).build());
        }
        try (RequestClient client = test.client()) {
            client.send(request("answered", 3).setOutputTopic(topic).build());
            for (int i = 0; i < PILED_UP; i++) {
                // Some of them come twice.
                for (int times = 0; times <= i % 3 / 2; times++) {
                    client.send(request("piled-" + i, 3).setOutputTopic(topic).build());
                }
            }
            client.send(request("large", 5_000).setOutputTopic(topic).build());
            // A folder of state that has nothing: all of it comes from the changelogs.
            try (GeneratorService after = GeneratorService.start(test.config("after"))) {
                GenerationStatus large = client.await("large", PATIENCE, seen -> {});
                assertThat(large.getState()).as(large.toString()).isEqualTo(GenerationState.COMPLETED);
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(after.metrics())
                        .contains(
                                "doppel_requests_total{outcome=\"duplicate\"} " + DUPLICATES,
                                "doppel_requests_total{outcome=\"completed\"} " + (PILED_UP + 1.0)));
            }
        }

        Map<String, Long> byRequest = test.read(topic).stream()
                .collect(Collectors.groupingBy(ExactlyOnceIT::requestOf, Collectors.counting()));
        assertThat(byRequest.remove("large")).isEqualTo(5_000);
        assertThat(byRequest)
                .hasSize(PILED_UP + 1)
                .allSatisfy((id, count) -> assertThat(count).as(id).isEqualTo(3));
    }

    private static String requestOf(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(DoppelHeaders.REQUEST).value(), UTF_8);
    }

    private static double records(GeneratorService service) {
        Matcher matcher = Pattern.compile("doppel_records_total\\{model=\"tiny\"\\} ([0-9.E]+)")
                .matcher(service.metrics());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}

package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Content;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        try (ServiceProcess first = ServiceProcess.start(folder, test.config("killed"));
                RequestClient client = killedInBetween(first, topic)) {
            assertThat(test.read(topic).size())
                    .as("records committed when it was killed")
                    .isBetween(1, LARGE - 1);
            try (ServiceProcess second = ServiceProcess.start(folder, test.config("killed"))) {
                GenerationStatus status = client.await("killed", PATIENCE, seen -> {});

                assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
                List<ConsumerRecord<byte[], byte[]>> killed = test.read(topic);
                Expected.assertExactly(killed, status, model);
                Content.assertSame(Content.of(killed), undisturbed(client));
                second.kill();
            }
        }
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
        // The child creates the topics that the client needs.
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            test.client().close();
            return true;
        });
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

    private static double records(GeneratorService service) {
        Matcher matcher = Pattern.compile("doppel_records_total\\{model=\"tiny\"\\} ([0-9.E]+)")
                .matcher(service.metrics());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}

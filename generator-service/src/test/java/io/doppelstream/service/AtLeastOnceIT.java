package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without transactions: nothing is lost in a crash, and what comes twice is the same. */
class AtLeastOnceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LARGE = 100_000;
    private static final String TOPIC = "doppel.synthetic.tiny";

    @TempDir
    private static Path folder;

    private static TestService test;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        test.publish("tiny", "1");
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    private static ServiceConfig config() {
        ServiceConfig config = test.config("service");
        return config.withStreams(config.streams().with(Guarantee.AT_LEAST_ONCE));
    }

    @Test
    void shouldLoseNothingAndCompleteWhenTheServiceIsKilledInBetween() throws Exception {
        List<String> small = List.of("small-0", "small-1", "small-2");
        try (ServiceProcess first = ServiceProcess.start(folder, config());
                RequestClient client = client()) {
            client.send(request("large", LARGE).build());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> test.read(TOPIC).size() > 5_000);
            small.forEach(id -> client.send(request(id, 1).build()));
            first.kill();

            try (ServiceProcess second = ServiceProcess.start(folder, config())) {
                GenerationStatus end = client.await("large", PATIENCE, seen -> {});

                assertThat(end.getState()).as(end.toString()).isEqualTo(GenerationState.COMPLETED);
                assertThat(end.getDelivered()).isEqualTo(LARGE);
                assertThat(end.getRanges()).isEmpty();
                Map<String, byte[]> large = distinct("large");
                assertThat(large).hasSize(LARGE);
                for (String id : small) {
                    Awaitility.await().atMost(PATIENCE).until(() -> !distinct(id)
                            .isEmpty());
                }
                second.kill();
            }
        }
    }

    private static RequestClient client() {
        List<RequestClient> made = new ArrayList<>();
        // The child creates the topics that the client needs.
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> made.add(test.client()));
        return made.get(0);
    }

    /** Values of a request's records by index; a record that came twice must be the same. */
    private static Map<String, byte[]> distinct(String request) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : test.read(TOPIC)) {
            if (header(record, DoppelHeaders.REQUEST).equals(request)) {
                byte[] before = values.put(header(record, DoppelHeaders.INDEX), record.value());
                assertThat(before == null || Arrays.equals(before, record.value()))
                        .isTrue();
            }
        }
        return values;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema registry is away when the service starts, or goes away in mid-stream, and comes back. */
class RegistryOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String RUNNING = "doppel.synthetic.running";
    private static final String MEANWHILE = "doppel.synthetic.meanwhile";
    private static final String LATE = "doppel.synthetic.late";

    @TempDir
    private static Path folder;

    private static TestService test;
    private static ModelPackage model;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        model = test.publish("tiny", "1");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", test.bootstrap()))) {
            TopicCreator.createMissing(admin, test.config("any").topics().fixed());
        }
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    @Test
    void shouldLoseNothingWhenTheRegistryIsDownForAWhile() throws Exception {
        try (GeneratorService service = GeneratorService.start(test.config("main"));
                RequestClient first = test.client();
                RequestClient second = test.client()) {
            service.awaitReady(PATIENCE);
            second.send(request("before", 1).build());
            second.await("before", PATIENCE, seen -> {});
            first.send(request("running", 60_000).setOutputTopic(RUNNING).build());
            AtomicBoolean happened = new AtomicBoolean();
            GenerationStatus running = first.await("running", PATIENCE, seen -> {
                if (seen.getState() == GenerationState.PROGRESS && happened.compareAndSet(false, true)) {
                    outage(service, second);
                }
            });
            GenerationStatus meanwhile = second.await("meanwhile", PATIENCE, seen -> {});

            assertThat(happened).isTrue();
            Expected.assertExactly(test.read(RUNNING), running, model);
            Expected.assertExactly(test.read(MEANWHILE), meanwhile, model);
            assertThat(test.deadLetters()).isEmpty();
        }
    }

    /** Ends the registry, lets a request need it, and starts it again once it was missed. */
    private static void outage(GeneratorService service, RequestClient client) {
        double before = outages(service);
        test.cluster().killRegistry();
        client.send(request("meanwhile", 500).setOutputTopic(MEANWHILE).build());
        Awaitility.await().atMost(PATIENCE).until(() -> outages(service) > before);
        test.cluster().startRegistry();
    }

    private static double outages(GeneratorService service) {
        return TestService.sum(service.metrics(), "doppel_outages_total");
    }

    @Test
    void shouldBecomeReadyWhenTheRegistryComesUpAfterTheService() throws Exception {
        try (RequestClient client = test.client()) {
            // The client knows the schema of requests before the registry goes; no service runs yet.
            client.send(request("waits", 700).setOutputTopic(LATE).build());
            test.cluster().killRegistry();
            try (GeneratorService service = GeneratorService.start(test.config("late"))) {
                Awaitility.await().atMost(PATIENCE).until(() -> outages(service) > 0);
                HttpResponse<String> health = readiness(service);
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("\"catalogCaughtUp\":false");

                test.cluster().startRegistry();
                service.awaitReady(PATIENCE);
                GenerationStatus status = client.await("waits", PATIENCE, seen -> {});

                assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
                Expected.assertExactly(test.read(LATE), status, model);
                assertThat(readiness(service).statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> readiness(GeneratorService service) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + service.httpPort() + "/health/ready");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}

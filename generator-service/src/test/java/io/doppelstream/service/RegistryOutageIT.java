package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema registry goes away in mid-stream and comes back. */
class RegistryOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String RUNNING = "doppel.synthetic.running";
    private static final String MEANWHILE = "doppel.synthetic.meanwhile";

    @TempDir
    private static Path folder;

    @Test
    void shouldLoseNothingWhenTheRegistryIsDownForAWhile() throws Exception {
        try (TestService test = new TestService(folder)) {
            ModelPackage model = test.publish("tiny", "1");
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
                        outage(test, service, second);
                    }
                });
                GenerationStatus meanwhile = second.await("meanwhile", PATIENCE, seen -> {});

                assertThat(happened).isTrue();
                Expected.assertExactly(test.read(RUNNING), running, model);
                Expected.assertExactly(test.read(MEANWHILE), meanwhile, model);
                assertThat(test.deadLetters()).isEmpty();
            }
        }
    }

    /** Ends the registry, lets a request need it, and starts it again once it was missed. */
    private static void outage(TestService test, GeneratorService service, RequestClient client) {
        test.cluster().killRegistry();
        client.send(request("meanwhile", 500).setOutputTopic(MEANWHILE).build());
        Awaitility.await().atMost(PATIENCE).until(() -> service.metrics().contains("doppel_outages_total"));
        test.cluster().startRegistry();
    }
}

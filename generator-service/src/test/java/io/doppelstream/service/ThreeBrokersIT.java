package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.ThreeBrokers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of three brokers dies under load and comes back. */
class ThreeBrokersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<GenerationState> PROGRESS = Set.of(GenerationState.PROGRESS);
    private static final String PACED = "doppel.synthetic.paced";
    private static final String MEANWHILE = "doppel.synthetic.meanwhile";

    @TempDir
    private static Path folder;

    @Test
    void shouldLoseAndRepeatNothingWhenABrokerIsKilledAndStartedAgainUnderLoad() throws Exception {
        try (ThreeBrokers brokers = ThreeBrokers.start(folder);
                TestService test = new TestService(folder, brokers)) {
            ModelPackage model = test.publish("tiny", "1");
            try (GeneratorService service = GeneratorService.start(test.config("main"));
                    RequestClient paced = test.client();
                    RequestClient other = test.client()) {
                service.awaitReady(PATIENCE);
                // A load that lasts as long as the test, however fast the machine is.
                paced.send(request("paced", 0)
                        .setRate(1_000.0)
                        .setOutputTopic(PACED)
                        .build());
                progressAfter(Instant.EPOCH, paced);
                brokers.kill();
                other.send(request("meanwhile", 6_000).setOutputTopic(MEANWHILE).build());
                GenerationStatus meanwhile = other.await("meanwhile", PATIENCE, seen -> {});
                progressAfter(Instant.now(), paced);
                brokers.restart();
                brokers.await(3);
                progressAfter(Instant.now(), paced);
                paced.send(RequestControl.newBuilder()
                        .setRequestId("paced")
                        .setAction(ControlAction.CANCEL)
                        .build());
                GenerationStatus end = paced.await("paced", PATIENCE, seen -> {});

                assertThat(end.getState()).as(end.toString()).isEqualTo(GenerationState.CANCELLED);
                Expected.assertWithoutGapOrRepeat(test.read(PACED), end.getDelivered());
                assertThat(meanwhile.getState()).as(meanwhile.toString()).isEqualTo(GenerationState.COMPLETED);
                Expected.assertExactly(test.read(MEANWHILE), meanwhile, model);
                assertThat(test.deadLetters()).isEmpty();
                Awaitility.await().atMost(PATIENCE).until(service::isReady);
            }
        }
    }

    /** Waits for a status of the request on its way that is younger. */
    private static void progressAfter(Instant time, RequestClient client) {
        GenerationStatus status;
        do {
            status = client.await("paced", PROGRESS, PATIENCE, seen -> {});
            assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.PROGRESS);
        } while (!status.getTimestamp().isAfter(time));
    }
}

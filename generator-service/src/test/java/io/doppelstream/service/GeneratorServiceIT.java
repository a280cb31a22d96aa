package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorServiceIT {
    @TempDir
    private static Path folder;

    private static TestService test;
    private static GeneratorService service;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        test.publish("tiny", "1");
        service = GeneratorService.start(test.config("main"));
        service.awaitReady(Duration.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        service.close();
        test.close();
    }

    @Test
    void shouldDeliverRecordsWhenTheRequestIsSmall() {
        GenerationStatus status = test.ask(request("small", 10).build());

        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        assertThat(status.getDelivered()).isEqualTo(10);
        assertThat(test.read(status.getOutputTopic())).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldDeliverEveryRecordOnceWhenTheRequestIsLarge() {
        GenerationStatus status = test.ask(request("large", 20_500)
                .setOutputTopic("doppel.synthetic.large")
                .build());

        assertThat(status.getState()).as(status.toString()).isEqualTo(GenerationState.COMPLETED);
        assertThat(test.read("doppel.synthetic.large")).hasSize(20_500);
    }
}

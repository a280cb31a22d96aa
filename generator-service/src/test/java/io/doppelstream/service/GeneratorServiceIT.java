package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.fixture.AnsweringService;
import io.doppelstream.service.fixture.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AnsweringService.Shared.class)
class GeneratorServiceIT {
    private final TestService test;

    GeneratorServiceIT(AnsweringService running) {
        test = running.test();
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

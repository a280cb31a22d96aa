package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.anomalies;
import static io.doppelstream.service.fixture.TestService.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.fixture.AnsweringService;
import io.doppelstream.service.fixture.TestService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be answered is said, with a code. */
@ExtendWith(AnsweringService.Shared.class)
class RefusalsIT {
    private final TestService test;

    RefusalsIT(AnsweringService running) {
        test = running.test();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("UNKNOWN_MODEL", request("e1", 1).setModel("nobody")),
                Arguments.of("UNKNOWN_MODEL_VERSION", request("e2", 1).setModelVersion("99")),
                Arguments.of("UNKNOWN_COLUMN", where("e3", "height > 3")),
                Arguments.of("VALUE_NOT_IN_VOCABULARY", where("e4", "job = 'astronaut'")),
                Arguments.of("CONDITION_CONTRADICTORY", where("e5", "job = 'student'", "job = 'retired'")),
                Arguments.of("CONDITION_IMPOSSIBLE", where("e6", "marital is null")),
                Arguments.of("CONDITION_SYNTAX", where("e7", "job = = 'student'")),
                Arguments.of("COUNT_NOT_POSITIVE", request("e8", 0)),
                Arguments.of("COUNT_NOT_POSITIVE", request("e9", -1)),
                Arguments.of("INVALID_RATE", request("e13", 10).setRate(0.0)),
                Arguments.of("INVALID_RATE", request("e14", 0).setRate(1e9)),
                Arguments.of("INVALID_RATE", request("e15", 10).setRate(Double.NaN)),
                Arguments.of("INVALID_TRUNCATION", request("e16", 10).setTruncation(1.0)),
                Arguments.of(
                        "INVALID_TRUNCATION",
                        request("e17", 10).setModel("pets").setTruncation(0.0)),
                Arguments.of("INVALID_LATENTS", request("e27", 10).setLatents(List.of(List.of(1f, 2f)))),
                Arguments.of(
                        "INVALID_LATENTS",
                        request("e28", 10).setModel("pets").setLatents(List.of(List.of(1f, 2f, 3f)))),
                Arguments.of(
                        "INVALID_LATENTS",
                        request("e29", 10).setModel("pets").setLatents(List.of(List.of(Float.NaN, 2f)))),
                Arguments.of("INVALID_IMAGE_FORMAT", request("e18", 10).setImageFormat("PNG")),
                Arguments.of(
                        "INVALID_IMAGE_FORMAT",
                        request("e19", 10).setModel("pets").setImageFormat("GIF")),
                Arguments.of(
                        "COLUMN_NOT_CONDITIONABLE", where("e20", "image = 'x'").setModel("pets")),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e21", 10).setAnomalies(anomalies(0, "tail").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e22", 10).setAnomalies(anomalies(0.1, "odd").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e23", 10)
                                .setAnomalies(
                                        anomalies(0.1, "impossible-combination").build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e24", 10)
                                .setAnomalies(anomalies(0.1, "burst")
                                        .setLabelColumn("job")
                                        .build())),
                Arguments.of(
                        "INVALID_ANOMALIES",
                        request("e25", 10)
                                .setModel("pets")
                                .setAnomalies(anomalies(0.1, "burst").build())),
                Arguments.of(
                        "UNKNOWN_COLUMN",
                        request("e26", 10)
                                .setAnomalies(anomalies(0.1, "burst")
                                        .setColumns(List.of("height"))
                                        .build())),
                Arguments.of("COUNT_TOO_LARGE", request("e10", 10_000_001)),
                Arguments.of("FORBIDDEN_TOPIC", request("e11", 1).setOutputTopic("doppel.models")),
                Arguments.of("FORBIDDEN_TOPIC", request("e12", 1).setOutputTopic("payments")));
    }

    private static GenerationRequest.Builder where(String id, String... conditions) {
        return request(id, 10).setConditions(List.of(conditions));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldSayWhyWhenARequestCannotBeAnswered(String reason, GenerationRequest.Builder request) {
        GenerationStatus status = test.ask(request.build());

        assertThat(status.getState()).isEqualTo(GenerationState.REJECTED);
        assertThat(status.getReasonCode()).as(status.getMessage()).isEqualTo(reason);
        assertThat(test.deadLetters())
                .filteredOn(letter -> request.getRequestId().equals(letter.getRequestId()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReasonCode()).isEqualTo(reason);
                    assertThat(letter.getMessage()).contains("xpected");
                });
    }
}

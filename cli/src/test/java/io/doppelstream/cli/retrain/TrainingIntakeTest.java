package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.TrainingRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrainingIntakeTest {

    private static Optional<String> problem(Consumer<TrainingRequest.Builder> change) {
        TrainingRequest.Builder request = TrainingRequest.newBuilder()
                .setRequestId("r")
                .setModel("orders")
                .setTopic("orders")
                .setSource("rule/drift")
                .setRequestedAt(Instant.EPOCH);
        change.accept(request);
        return TrainingIntake.problem(request.build(), 60);
    }

    private static void assertRefused(String words, Consumer<TrainingRequest.Builder> change) {
        assertThat(problem(change))
                .hasValueSatisfying(message ->
                        assertThat(message).startsWithIgnoringCase("Expected ").contains(words));
    }

    @Test
    void shouldTakeARequestThatLeavesAllItCanToTheService() {
        assertThat(problem(request -> {})).isEmpty();
        assertThat(problem(request -> {
                    request.setKind("ctgan");
                    request.setMinutes(60.0);
                    request.setHoldout(0.3);
                    request.setChampion("20260131-142530");
                }))
                .isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithARequestThatCannotBeAnswered() {
        assertRefused("a request id of 1 to 200", request -> request.setRequestId(" "));
        assertRefused("model name", request -> request.setModel("../etc"));
        assertRefused("champion (a version)", request -> request.setChampion("../../etc"));
        assertRefused("name of a topic", request -> request.setTopic("a b"));
        assertRefused("found 'gans'", request -> request.setKind("gans"));
        assertRefused("learns tables, found dcgan", request -> request.setKind("dcgan"));
        assertRefused("at most 60.0 minutes", request -> request.setMinutes(61.0));
        assertRefused("more than 0 minutes", request -> request.setMinutes(0.0));
        assertRefused("found NaN", request -> request.setMinutes(Double.NaN));
        assertRefused("above 0 and below 1, found 1.0", request -> request.setHoldout(1.0));
        assertRefused("characters of source and reason", request -> request.setReason("x".repeat(10_001)));
    }
}

package io.doppelstream.service.topology;

import static io.doppelstream.service.topology.DispatcherDriver.CHUNK_SIZE;
import static io.doppelstream.service.topology.DispatcherDriver.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OffsetRange;
import io.doppelstream.service.config.RequestSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchControlTest {
    private final DispatcherDriver dispatcher = new DispatcherDriver();

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private List<ChunkTask> started(String id) {
        dispatcher.start(request(id, 50L * CHUNK_SIZE));
        dispatcher.statuses();
        return dispatcher.tasks();
    }

    @Test
    void shouldHandOutNothingMoreWhenItIsCancelledAndEndWithWhatIsUnderWay() {
        List<ChunkTask> tasks = started("r");

        dispatcher.order("r", DispatchAction.CANCEL);
        tasks.subList(0, 3).forEach(dispatcher::complete);

        assertThat(dispatcher.tasks()).isEmpty();
        assertThat(dispatcher.statuses())
                .extracting(GenerationStatus::getState)
                .doesNotContain(GenerationState.CANCELLED);
        dispatcher.complete(tasks.get(3));
        assertThat(dispatcher.statuses()).last().satisfies(end -> {
            assertThat(end.getState()).isEqualTo(GenerationState.CANCELLED);
            assertThat(end.getDelivered()).isEqualTo(4L * CHUNK_SIZE);
            assertThat(end.getRequested()).isEqualTo(50L * CHUNK_SIZE);
        });
    }

    @Test
    void shouldGiveTheWindowToOthersWhenARequestIsCancelled() {
        List<ChunkTask> tasks = started("first");
        dispatcher.start(request("second", 50L * CHUNK_SIZE));
        dispatcher.order("first", DispatchAction.CANCEL);

        tasks.forEach(dispatcher::complete);

        assertThat(dispatcher.tasks()).hasSize(4).allSatisfy(task -> assertThat(task.getRequestId())
                .isEqualTo("second"));
    }

    @Test
    void shouldHoldARequestFromPauseToResumeAlsoAcrossARestart() {
        List<ChunkTask> tasks = started("r");

        dispatcher.order("r", DispatchAction.PAUSE);
        assertThat(dispatcher.statuses()).singleElement().satisfies(status -> assertThat(status.getState())
                .isEqualTo(GenerationState.PAUSED));
        tasks.forEach(dispatcher::complete);
        assertThat(dispatcher.statuses()).last().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(GenerationState.PAUSED);
            assertThat(status.getDelivered()).isEqualTo(4L * CHUNK_SIZE);
        });
        dispatcher.restartAfter(Duration.ofMinutes(1));
        dispatcher.advance(Duration.ofSeconds(1));
        assertThat(dispatcher.tasks()).isEmpty();

        dispatcher.order("r", DispatchAction.RESUME);
        assertThat(dispatcher.tasks().stream().map(ChunkTask::getChunkIndex)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(dispatcher.statuses()).singleElement().satisfies(status -> assertThat(status.getState())
                .isEqualTo(GenerationState.PROGRESS));
    }

    @Test
    void shouldEndAtOnceWhenAPausedRequestIsCancelled() {
        List<ChunkTask> tasks = started("r");
        dispatcher.order("r", DispatchAction.PAUSE);
        tasks.forEach(dispatcher::complete);
        dispatcher.order("r", DispatchAction.CANCEL);

        assertThat(dispatcher.statuses()).last().satisfies(end -> assertThat(end.getState())
                .isEqualTo(GenerationState.CANCELLED));
    }

    @Test
    void shouldCompleteWhenAllWasUnderWayBeforeTheCancel() {
        dispatcher.start(request("r", 3L * CHUNK_SIZE));
        List<ChunkTask> tasks = dispatcher.tasks();
        dispatcher.order("r", DispatchAction.CANCEL);
        tasks.forEach(dispatcher::complete);

        assertThat(dispatcher.statuses()).last().satisfies(end -> assertThat(end.getState())
                .isEqualTo(GenerationState.COMPLETED));
    }

    @Test
    void shouldRefuseWithTheOriginWhenNoSuchRequestRuns() {
        dispatcher.order("ended", DispatchAction.CANCEL);

        assertThat(dispatcher.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReasonCode()).isEqualTo("REQUEST_NOT_RUNNING");
            assertThat(letter.getMessage()).startsWith("Expected the id of a running request to cancel, found 'ended'");
            assertThat(letter.getTopic()).isEqualTo("doppel.requests");
            assertThat(letter.getOffset()).isEqualTo(17);
        });
    }

    @Test
    void shouldSayWhereTheRecordsLieWhenARequestIsCompleted() {
        dispatcher.outputEndsAt(5L, 0L, 9L);
        dispatcher.start(request("r", 2L * CHUNK_SIZE));
        dispatcher.outputEndsAt(105L, 80L, 9L, 24L);
        dispatcher.tasks().forEach(dispatcher::complete);

        assertThat(dispatcher.statuses()).last().satisfies(end -> assertThat(end.getRanges())
                .containsExactly(
                        new OffsetRange(0, 5L, 105L), new OffsetRange(1, 0L, 80L), new OffsetRange(3, 0L, 24L)));
    }

    @Test
    void shouldRefuseARequestWhenItsClientHasTooManyRecordsOutstanding() {
        try (DispatcherDriver limited =
                new DispatcherDriver(new RequestSettings(null, null, 1_000L, null, List.of("out")))) {
            limited.start(request("a", 600).setClient("greedy"));
            List<ChunkTask> tasks = limited.tasks();
            limited.start(request("b", 600).setClient("greedy"));
            limited.start(request("c", 600).setClient("other"));

            assertThat(limited.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getReasonCode()).isEqualTo("CLIENT_LIMIT_EXCEEDED");
                assertThat(letter.getMessage()).contains("client 'greedy'").contains("found 600 and 600 more");
            });
            assertThat(limited.statuses())
                    .filteredOn(status -> status.getRequestId().equals("b"))
                    .singleElement()
                    .satisfies(status -> assertThat(status.getState()).isEqualTo(GenerationState.REJECTED));
            tasks.subList(0, 2).forEach(limited::complete);
            limited.start(request("d", 600).setClient("greedy"));
            assertThat(limited.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldRefuseARequestWhenItsTopicHasTooManyRecordsOutstandingWhoeverAsks() {
        RequestSettings limits = new RequestSettings(null, null, null, 1_000L, List.of("*"));
        try (DispatcherDriver limited = new DispatcherDriver(limits)) {
            limited.start(request("a", 600).setClient("one"));
            limited.start(request("b", 600).setClient("two"));
            limited.start(request("c", 600).setClient("two").setOutputTopic("elsewhere"));

            assertThat(limited.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getReasonCode()).isEqualTo("TOPIC_QUOTA_EXCEEDED");
                assertThat(letter.getMessage())
                        .contains("for the topic out (requests.maxOutstandingRecordsOfTopic)")
                        .contains("found 600 and 600 more");
            });
            assertThat(limited.statuses())
                    .filteredOn(status -> status.getState() == GenerationState.REJECTED)
                    .singleElement()
                    .satisfies(status -> assertThat(status.getRequestId()).isEqualTo("b"));
        }
    }

    @Test
    void shouldStartARequestOnceWhenItComesAgainWhileItRuns() {
        started("r");
        dispatcher.start(request("r", 50L * CHUNK_SIZE));

        assertThat(dispatcher.tasks()).isEmpty();
        assertThat(dispatcher.statuses()).isEmpty();
    }
}

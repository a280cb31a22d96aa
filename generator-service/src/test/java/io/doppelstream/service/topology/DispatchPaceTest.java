package io.doppelstream.service.topology;

import static io.doppelstream.service.topology.DispatcherDriver.START;
import static io.doppelstream.service.topology.DispatcherDriver.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DispatchAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.service.dispatch.RunningRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchPaceTest {
    private static final Duration TICK = DispatchProcessor.TICK;

    private final DispatcherDriver dispatcher = new DispatcherDriver();
    /** Index of every record that was handed out. */
    private final List<Long> given = new ArrayList<>();

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private static AcceptedRequest.Builder feed(double rate) {
        return request("feed", RunningRequest.ENDLESS).setRate(rate);
    }

    /** Lets time pass; whatever is handed out is done by the next step. */
    private void run(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= TICK.toMillis()) {
            dispatcher.advance(TICK);
            for (ChunkTask task : dispatcher.tasks()) {
                long first = task.getChunkIndex() * task.getChunkSize();
                IntStream.range(task.getFrom(), task.getTo()).forEach(row -> given.add(first + row));
                dispatcher.complete(task);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 50, 333.3, 2_000})
    void shouldKeepTheRateWithinTwoPercentOverAnyTenSeconds(double rate) {
        dispatcher.start(feed(rate));
        List<Integer> afterEachSecond = new ArrayList<>();
        for (int second = 0; second < 25; second++) {
            run(Duration.ofSeconds(1));
            afterEachSecond.add(given.size());
        }

        for (int second = 10; second < 25; second++) {
            int inTen = afterEachSecond.get(second) - afterEachSecond.get(second - 10);
            assertThat((double) inTen).isCloseTo(10 * rate, Percentage.withPercentage(2));
        }
        assertThat(given).isSorted().doesNotHaveDuplicates().last().isEqualTo(given.size() - 1L);
    }

    @Test
    void shouldGiveRecordsInSmallStepsAndNotInBursts() {
        dispatcher.start(feed(100));
        for (int step = 0; step < 40; step++) {
            int before = given.size();
            run(TICK);
            assertThat(given.size() - before).isBetween(4, 6);
        }
    }

    @Test
    void shouldGoOnWithoutGapRepeatOrBurstAfterAnOutage() {
        dispatcher.start(feed(40));
        run(Duration.ofSeconds(3));
        assertThat(given).hasSize(120);

        dispatcher.restartAfter(Duration.ofMinutes(10));
        run(Duration.ofSeconds(1));

        assertThat(given)
                .hasSizeBetween(156, 162)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(given.size() - 1L);
    }

    @Test
    void shouldCatchUpWhenTheDelayIsShort() {
        dispatcher.start(feed(40));
        run(Duration.ofSeconds(1));
        dispatcher.restartAfter(Duration.ofMillis(500));
        run(TICK);

        assertThat(given).hasSizeBetween(58, 62);
    }

    @Test
    void shouldGiveNothingBetweenPauseAndResumeAndNoBurstAfterIt() {
        dispatcher.start(feed(100));
        run(Duration.ofSeconds(1));
        dispatcher.order("feed", DispatchAction.PAUSE);
        run(Duration.ofSeconds(5));
        assertThat(given).hasSizeBetween(99, 101);

        dispatcher.order("feed", DispatchAction.RESUME);
        run(Duration.ofSeconds(1));
        assertThat(given).hasSizeBetween(195, 205);
    }

    @Test
    void shouldHandOutNoMoreThanItsWindowWhenWorkersAreSlowerThanTheRate() {
        dispatcher.start(feed(1_000));
        dispatcher.advance(Duration.ofSeconds(20));

        assertThat(dispatcher.tasks()).hasSize(4);
    }

    @Test
    void shouldCompleteAFeedAtItsDeadlineAndExpireARequestWithACount() {
        dispatcher.start(feed(10).setDeadline(START.plusSeconds(2)));
        dispatcher.start(request("counted", 50).setRate(10.0).setDeadline(START.plusSeconds(2)));
        run(Duration.ofSeconds(3));

        assertThat(dispatcher.statuses())
                .filteredOn(status -> status.getState() == GenerationState.COMPLETED)
                .singleElement()
                .satisfies(end -> {
                    assertThat(end.getRequestId()).isEqualTo("feed");
                    assertThat(end.getRequested()).isZero();
                    assertThat(end.getDelivered()).isBetween(19L, 20L);
                });
        run(Duration.ofSeconds(1));
        assertThat(dispatcher.tasks()).isEmpty();
    }

    @Test
    void shouldReportTheRestAsDroppedWhenTheDeadlinePasses() {
        dispatcher.start(request("late", 1_000).setDeadline(START.plusSeconds(2)));
        List<ChunkTask> tasks = dispatcher.tasks();
        dispatcher.advance(Duration.ofSeconds(3));
        tasks.forEach(dispatcher::complete);

        assertThat(dispatcher.tasks()).isEmpty();
        assertThat(dispatcher.statuses()).last().satisfies(end -> {
            assertThat(end.getState()).isEqualTo(GenerationState.EXPIRED);
            assertThat(end.getReasonCode()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(end.getDelivered()).isEqualTo(400);
            assertThat(end.getMessage())
                    .contains("Expected 1000 records by the deadline")
                    .contains("found 400");
        });
    }

    @Test
    void shouldSayWhichRateWasAchieved() {
        dispatcher.start(feed(50).setDeadline(START.plusSeconds(10)));
        run(Duration.ofSeconds(11));

        assertThat(dispatcher.statuses())
                .filteredOn(status -> status.getState() == GenerationState.PROGRESS)
                .hasSizeBetween(8, 10)
                .allSatisfy(
                        status -> assertThat(status.getRecordsPerSecond()).isCloseTo(50, Percentage.withPercentage(6)));
    }
}

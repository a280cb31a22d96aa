package io.doppelstream.service.topology;

import static io.doppelstream.service.topology.DispatcherDriver.START;
import static io.doppelstream.service.topology.DispatcherDriver.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.dispatch.RunningRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock is set forward and back. */
class DispatchClockTest {
    private final DispatcherDriver dispatcher = new DispatcherDriver();
    /** Index of every record that was handed out. */
    private final List<Long> given = new ArrayList<>();

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private void run(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= DispatchProcessor.TICK.toMillis()) {
            dispatcher.advance(DispatchProcessor.TICK);
            take();
        }
    }

    private void take() {
        for (ChunkTask task : dispatcher.tasks()) {
            long first = task.getChunkIndex() * task.getChunkSize();
            IntStream.range(task.getFrom(), task.getTo()).forEach(row -> given.add(first + row));
            dispatcher.complete(task);
        }
    }

    private void shouldHaveNeitherGapNorRepeat() {
        assertThat(given).isEqualTo(LongStream.range(0, given.size()).boxed().toList());
    }

    @Test
    void shouldGiveNoBurstWhenTheClockIsSetForward() {
        dispatcher.start(request("feed", RunningRequest.ENDLESS).setRate(100.0));
        run(Duration.ofSeconds(1));
        int before = given.size();
        dispatcher.stepForward(Duration.ofHours(1));
        take();
        run(Duration.ofSeconds(1));

        assertThat(given.size() - before).isBetween(95, 105);
        shouldHaveNeitherGapNorRepeat();
    }

    @Test
    void shouldGoOnAtItsRateAndSaySoWhenTheClockIsSetBack() {
        dispatcher.start(request("feed", RunningRequest.ENDLESS).setRate(100.0));
        run(Duration.ofSeconds(3));
        dispatcher.statuses();
        int before = given.size();
        dispatcher.restartAfter(Duration.ofHours(-1));
        run(Duration.ofSeconds(5));

        assertThat(given.size() - before).isBetween(490, 510);
        shouldHaveNeitherGapNorRepeat();
        assertThat(dispatcher.statuses())
                .hasSizeBetween(4, 6)
                .extracting(GenerationStatus::getState)
                .containsOnly(GenerationState.PROGRESS);
    }

    @Test
    void shouldKeepADeadlineByTheClockAndNotTakeItBack() {
        dispatcher.start(request("late", 10_000).setRate(100.0).setDeadline(START.plusSeconds(600)));
        run(Duration.ofSeconds(1));
        dispatcher.stepForward(Duration.ofHours(1));
        take();
        assertThat(dispatcher.statuses()).last().satisfies(end -> {
            assertThat(end.getState()).isEqualTo(GenerationState.EXPIRED);
            assertThat(end.getReasonCode()).isEqualTo("DEADLINE_EXCEEDED");
        });
        int before = given.size();
        dispatcher.restartAfter(Duration.ofHours(-2));
        run(Duration.ofSeconds(1));

        assertThat(given).hasSize(before);
        assertThat(dispatcher.statuses()).isEmpty();
    }
}

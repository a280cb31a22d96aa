package io.doppelstream.service.topology;

import static io.doppelstream.service.topology.DispatcherDriver.CHUNK_SIZE;
import static io.doppelstream.service.topology.DispatcherDriver.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.RequestSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchWindowTest {
    /** Two chunks for each of two partitions. */
    private static final int WINDOW = 4;

    private final DispatcherDriver dispatcher = new DispatcherDriver();

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void shouldHandOutNoMoreThanTheWindowAndOneForEachThatComesBack() {
        dispatcher.start(request("large", 20L * CHUNK_SIZE));
        List<ChunkTask> first = dispatcher.tasks();

        assertThat(first.stream().map(ChunkTask::getChunkIndex)).containsExactly(0L, 1L, 2L, 3L);
        dispatcher.complete(first.get(2));
        assertThat(dispatcher.tasks()).singleElement().satisfies(task -> assertThat(task.getChunkIndex())
                .isEqualTo(WINDOW));
    }

    @Test
    void shouldHandOutEveryChunkOnceAndCompleteWithTheLast() {
        dispatcher.start(request("large", 10L * CHUNK_SIZE + 7));

        List<ChunkTask> all = completeAll();

        assertThat(all.stream().map(ChunkTask::getChunkIndex))
                .containsExactlyElementsOf(LongStream.range(0, 11).boxed().toList());
        assertThat(all.get(10).getTo()).isEqualTo(7);
        List<GenerationStatus> statuses = dispatcher.statuses();
        assertThat(statuses.get(0).getState()).isEqualTo(GenerationState.ACCEPTED);
        assertThat(statuses.get(statuses.size() - 1)).satisfies(last -> {
            assertThat(last.getState()).isEqualTo(GenerationState.COMPLETED);
            assertThat(last.getDelivered()).isEqualTo(1_007);
        });
        assertThat(statuses.stream().filter(status -> status.getState() == GenerationState.PROGRESS))
                .hasSizeBetween(8, 10);
    }

    private List<ChunkTask> completeAll() {
        List<ChunkTask> all = new ArrayList<>();
        Deque<ChunkTask> open = new ArrayDeque<>(dispatcher.tasks());
        while (!open.isEmpty()) {
            ChunkTask task = open.poll();
            all.add(task);
            dispatcher.complete(task);
            open.addAll(dispatcher.tasks());
        }
        return all;
    }

    @Test
    void shouldGoOnWithoutGapOrRepeatWhenItIsRestarted() {
        dispatcher.start(request("large", 9L * CHUNK_SIZE));
        List<ChunkTask> first = dispatcher.tasks();
        dispatcher.complete(first.get(0));
        List<ChunkTask> second = dispatcher.tasks();

        dispatcher.restartAfter(Duration.ofMinutes(5));

        assertThat(dispatcher.tasks()).isEmpty();
        first.subList(1, first.size()).forEach(dispatcher::complete);
        second.forEach(dispatcher::complete);
        List<ChunkTask> rest = completeAll();
        assertThat(rest.stream().map(ChunkTask::getChunkIndex)).containsExactly(5L, 6L, 7L, 8L);
        assertThat(dispatcher.statuses()).last().satisfies(last -> {
            assertThat(last.getState()).isEqualTo(GenerationState.COMPLETED);
            assertThat(last.getDelivered()).isEqualTo(9L * CHUNK_SIZE);
        });
    }

    @Test
    void shouldCountACompletionOnceWhenItComesTwice() {
        dispatcher.start(request("r", 6L * CHUNK_SIZE));
        List<ChunkTask> tasks = dispatcher.tasks();

        dispatcher.complete(tasks.get(0));
        dispatcher.complete(tasks.get(0));

        assertThat(dispatcher.tasks()).hasSize(1);
        tasks.subList(1, tasks.size()).forEach(dispatcher::complete);
        completeAll();
        assertThat(dispatcher.statuses()).last().satisfies(last -> assertThat(last.getState())
                .isEqualTo(GenerationState.PROGRESS));
    }

    @Test
    void shouldHandOutAgainWhatIsOutstandingWhenACrashMayHaveLostIt() {
        try (DispatcherDriver repeating = new DispatcherDriver(RequestSettings.DEFAULTS, Guarantee.AT_LEAST_ONCE)) {
            repeating.start(request("r", 9L * CHUNK_SIZE));
            List<ChunkTask> first = repeating.tasks();
            repeating.complete(first.get(1));
            ChunkTask next = repeating.tasks().get(0);

            repeating.restartAfter(Duration.ofSeconds(5));
            repeating.advance(DispatchProcessor.TICK.multipliedBy(10));

            assertThat(repeating.tasks()).containsExactly(first.get(0), first.get(2), first.get(3), next);
        }
    }

    @Test
    void shouldShareTheWindowWhenThereAreSeveralRequests() {
        dispatcher.start(request("huge", 10_000L * CHUNK_SIZE));
        Deque<ChunkTask> open = new ArrayDeque<>(dispatcher.tasks());
        dispatcher.start(request("small", 4L * CHUNK_SIZE));

        List<String> next = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            dispatcher.complete(open.poll());
            List<ChunkTask> tasks = dispatcher.tasks();
            open.addAll(tasks);
            tasks.forEach(task -> next.add(task.getRequestId()));
        }

        assertThat(next.subList(0, 2)).containsExactly("small", "small");
        assertThat(next).hasSize(8).filteredOn("small"::equals).hasSize(4);
    }

    @Test
    void shouldEndAsFailedWhenChunksCouldNotBeMade() {
        dispatcher.start(request("bad", 2L * CHUNK_SIZE));
        List<ChunkTask> tasks = dispatcher.tasks();
        dispatcher.complete(tasks.get(0));
        dispatcher.fail(tasks.get(1));

        assertThat(dispatcher.statuses()).last().satisfies(last -> {
            assertThat(last.getState()).isEqualTo(GenerationState.FAILED);
            assertThat(last.getDelivered()).isEqualTo(CHUNK_SIZE);
            assertThat(last.getMessage()).contains("found that 100 of them");
        });
    }

    @Test
    void shouldServeHigherPriorityFirst() {
        dispatcher.start(request("low", 100L * CHUNK_SIZE));
        List<ChunkTask> open = dispatcher.tasks();
        dispatcher.start(request("high", 6L * CHUNK_SIZE).setPriority(5));

        open.forEach(dispatcher::complete);

        assertThat(dispatcher.tasks()).hasSize(4).allSatisfy(task -> assertThat(task.getRequestId())
                .isEqualTo("high"));
    }
}

package io.doppelstream.trainer.train;

import java.time.Duration;
import java.util.List;

/**
 * Where a training stands between two rounds: with the values of all variables, all that a loop needs to go on.
 *
 * @param rounds done, over all stages
 * @param runs done; the next one's batch and noise have this number
 * @param moves of each update, stage after stage; empty at the very start
 * @param elapsed since training began, interruptions not counted
 */
public record LoopPosition(long rounds, long runs, List<Long> moves, Duration elapsed) {

    public LoopPosition {
        moves = List.copyOf(moves);
        if (rounds < 0 || runs < 0 || elapsed.isNegative()) {
            throw new IllegalArgumentException("expected counts and a time of at least 0, found " + rounds + " rounds, "
                    + runs + " runs and " + elapsed);
        }
    }

    /** The same position, once some time was spent there since {@code start}, a reading of {@link System#nanoTime}. */
    public LoopPosition after(long start) {
        return new LoopPosition(rounds, runs, moves, elapsed.plusNanos(System.nanoTime() - start));
    }

    /** Before the first round. */
    public static LoopPosition start() {
        return new LoopPosition(0, 0, List.of(), Duration.ZERO);
    }
}

package io.doppelstream.trainer.train;

import java.time.Duration;
import java.util.Map;

/** Counts rounds and runs against a budget, and tells the rate. */
final class TrainingClock {

    private final Budget budget;
    private final long start;
    private long rounds;
    private long runs;
    private long lastReport = System.nanoTime();
    private long roundsAtLastReport;

    /** @param from where counting starts: a resumed training has used up a part of its budget */
    TrainingClock(Budget budget, LoopPosition from) {
        this.budget = budget;
        start = System.nanoTime() - from.elapsed().toNanos();
        rounds = from.rounds();
        runs = from.runs();
        roundsAtLastReport = rounds;
    }

    long rounds() {
        return rounds;
    }

    long runs() {
        return runs;
    }

    void countRound(int runsOfRound) {
        rounds++;
        runs += runsOfRound;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    double fraction() {
        return budget.fractionUsed(rounds, elapsed());
    }

    Progress progress(String stage, Map<String, Float> losses) {
        long now = System.nanoTime();
        double seconds = Math.max(1, now - lastReport) / 1e9;
        double stepsPerSecond = (rounds - roundsAtLastReport) / seconds;
        lastReport = now;
        roundsAtLastReport = rounds;
        double fraction = Math.min(1, fraction());
        Duration elapsed = elapsed();
        Duration remaining = Duration.ofNanos((long) (elapsed.toNanos() * (1 - fraction) / fraction));
        return new Progress(stage, rounds, fraction, losses, stepsPerSecond, elapsed, remaining);
    }
}

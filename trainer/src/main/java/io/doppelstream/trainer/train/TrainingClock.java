package io.doppelstream.trainer.train;

import java.time.Duration;
import java.util.Map;

/** Counts rounds and runs against a budget, and tells the rate. */
final class TrainingClock {

    private final Budget budget;
    private final long start = System.nanoTime();
    private long rounds;
    private long runs;
    private long lastReport = start;
    private long roundsAtLastReport;

    TrainingClock(Budget budget) {
        this.budget = budget;
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

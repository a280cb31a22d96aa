package io.doppelstream.trainer.train;

import java.time.Duration;
import java.util.Map;

/**
 * Where a training stands.
 *
 * @param stage name of the stage that runs
 * @param steps rounds done so far, over all stages
 * @param fraction of the budget, in [0, 1]
 * @param losses latest loss of each player of the stage
 * @param stepsPerSecond since the last report
 * @param elapsed since training began
 * @param remaining estimate of the time to the end
 */
public record Progress(
        String stage,
        long steps,
        double fraction,
        Map<String, Float> losses,
        double stepsPerSecond,
        Duration elapsed,
        Duration remaining) {}

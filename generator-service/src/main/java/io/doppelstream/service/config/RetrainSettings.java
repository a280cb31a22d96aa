package io.doppelstream.service.config;

import java.time.Duration;

/**
 * A request for training when a stream has drifted.
 *
 * @param windows drifted windows in a row that it takes; 3 by default
 * @param cooldown shortest time between two requests, in time of the events; 1 day by default
 * @param kind GAN kind; null: the champion's own
 * @param minutes time to train; null: the trainer's default
 * @param target target column; null: none
 * @param holdout share of the records to set aside for the comparison; null: the trainer's default
 */
public record RetrainSettings(
        Integer windows, Duration cooldown, String kind, Double minutes, String target, Double holdout) {
    private static final int DEFAULT_WINDOWS = 3;
    private static final int MOST_WINDOWS = 1_000;
    private static final Duration DEFAULT_COOLDOWN = Duration.ofDays(1);

    public RetrainSettings {
        windows = windows == null ? Integer.valueOf(DEFAULT_WINDOWS) : windows;
        cooldown = cooldown == null ? DEFAULT_COOLDOWN : cooldown;
        Problems problems = new Problems();
        problems.require(windows >= 1 && windows <= MOST_WINDOWS, "retrain.windows", "1 to " + MOST_WINDOWS, windows);
        problems.require(!cooldown.isNegative(), "retrain.cooldown", "0 or longer", cooldown);
        problems.require(minutes == null || minutes > 0, "retrain.minutes", "above 0", minutes);
        problems.require(
                holdout == null || (holdout > 0 && holdout < 1),
                "retrain.holdout",
                "a share above 0 and below 1",
                holdout);
        problems.throwIfAny();
    }
}

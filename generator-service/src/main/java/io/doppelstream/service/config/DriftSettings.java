package io.doppelstream.service.config;

import java.time.Duration;

/**
 * How a stream is held against the training rows of the model that scores it.
 *
 * @param events events of a window; 10,000 by default, where no time is stated
 * @param window length of a window in time of the events; null: {@code events}
 * @param psi population stability index from which a column has drifted; 0.25 by default
 * @param retrain what to ask for then; null: nothing
 */
public record DriftSettings(Integer events, Duration window, Double psi, RetrainSettings retrain) {
    private static final int DEFAULT_EVENTS = 10_000;
    private static final int FEWEST_EVENTS = 100;
    private static final int MOST_EVENTS = 100_000_000;
    private static final double DEFAULT_PSI = 0.25;

    /** Windows of 10,000 events, the field's threshold, no retraining. */
    public static final DriftSettings DEFAULTS = new DriftSettings(null, null, null, null);

    public DriftSettings {
        Problems problems = new Problems();
        problems.require(
                events == null || window == null,
                "drift.window",
                "stated, or else drift.events, and not both",
                "window " + window + " and events " + events);
        events = events == null && window == null ? Integer.valueOf(DEFAULT_EVENTS) : events;
        psi = psi == null ? Double.valueOf(DEFAULT_PSI) : psi;
        problems.require(
                events == null || (events >= FEWEST_EVENTS && events <= MOST_EVENTS),
                "drift.events",
                FEWEST_EVENTS + " to " + MOST_EVENTS + ": with fewer the index is mostly chance",
                events);
        problems.require(window == null || window.toMillis() >= 1_000, "drift.window", "at least a second", window);
        problems.require(psi > 0, "drift.psi", "above 0", psi);
        problems.throwIfAny();
    }
}

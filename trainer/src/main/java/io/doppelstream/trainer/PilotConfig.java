package io.doppelstream.trainer;

/**
 * Short trainings that only compare encoders.
 *
 * @param share of the budget that each of them has, in (0, 1)
 * @param fewestSteps with fewer, a training tells nothing
 * @param margin by which a column must be better as a mixture, which costs the conditions on it
 */
record PilotConfig(double share, int fewestSteps, double margin) {

    PilotConfig {
        if (!(share > 0 && share < 1) || fewestSteps < 1) {
            throw new IllegalArgumentException("expected a share in (0, 1) and at least one step of a pilot training,"
                    + " found " + share + " and " + fewestSteps);
        }
    }

    /** The margin is three times the noise of a validation. */
    static PilotConfig defaults() {
        return new PilotConfig(0.03, 100, 0.01);
    }
}

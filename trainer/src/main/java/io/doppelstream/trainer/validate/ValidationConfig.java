package io.doppelstream.trainer.validate;

/**
 * How a training is watched.
 *
 * @param evaluations in the whole budget, evenly spread, at least 1; the end of the training is one of them
 * @param spacing fewest rounds between two evaluations, so that a short training is not spent on them
 * @param patience evaluations without an improvement after which training ends; 0: it uses its budget up
 * @param improvement of the quality that counts as one, at least 0
 */
public record ValidationConfig(int evaluations, int spacing, int patience, double improvement) {

    public ValidationConfig {
        require(evaluations >= 1, "at least one evaluation", evaluations);
        require(spacing >= 1, "a spacing of at least one round", spacing);
        require(patience >= 0, "a patience of at least 0 evaluations", patience);
        require(improvement >= 0, "an improvement of at least 0", improvement);
    }

    public static ValidationConfig defaults() {
        return new ValidationConfig(20, 200, 8, 0.0005);
    }

    public ValidationConfig withPatience(int replacement) {
        return new ValidationConfig(evaluations, spacing, replacement, improvement);
    }

    private static void require(boolean holds, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " in the validation, found " + found);
        }
    }
}

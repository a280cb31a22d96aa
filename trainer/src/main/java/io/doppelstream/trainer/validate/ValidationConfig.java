package io.doppelstream.trainer.validate;

/**
 * How a training is watched.
 *
 * @param evaluations in the whole budget, evenly spread, at least 1; the end of the training is one of them
 * @param spacing fewest rounds between two evaluations, so that a short training is not spent on them
 * @param patience evaluations in a row below the best, after which training ends; 0: it uses its budget up
 * @param decline how far below the best a quality is clearly worse, at least 0
 */
public record ValidationConfig(int evaluations, int spacing, int patience, double decline) {

    public ValidationConfig {
        require(evaluations >= 1, "at least one evaluation", evaluations);
        require(spacing >= 1, "a spacing of at least one round", spacing);
        require(patience >= 0, "a patience of at least 0 evaluations", patience);
        require(decline >= 0, "a decline of at least 0", decline);
    }

    public static ValidationConfig defaults() {
        return new ValidationConfig(20, 200, 5, 0.01);
    }

    public ValidationConfig withPatience(int replacement) {
        return new ValidationConfig(evaluations, spacing, replacement, decline);
    }

    private static void require(boolean holds, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " in the validation, found " + found);
        }
    }
}

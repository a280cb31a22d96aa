package io.doppelstream.trainer.train;

import java.util.List;

/**
 * How good the model is at one moment of its training.
 *
 * @param steps rounds done
 * @param fraction of the budget
 * @param columnShapes mean column shape, in [0, 1]; NaN if none is defined
 * @param columnPairTrends mean pair trend, in [0, 1]; NaN if none is defined
 * @param quality their mean
 * @param best whether it is the best so far, so that its weights were kept
 * @param collapse what was expected and found where the model forgot most of the data; empty in good health
 * @param seconds that the evaluation took
 */
public record Validation(
        long steps,
        double fraction,
        double columnShapes,
        double columnPairTrends,
        double quality,
        boolean best,
        List<String> collapse,
        double seconds) {

    public Validation {
        collapse = List.copyOf(collapse);
    }
}

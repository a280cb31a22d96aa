package io.doppelstream.trainer.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good the model is at one moment of its training.
 *
 * @param steps rounds done
 * @param fraction of the budget
 * @param figures what was measured, by name, in the order for people; NaN where one is not defined
 * @param quality what of two moments tells the better one: more is better, at most 1
 * @param best whether it is the best so far, so that its weights were kept
 * @param collapse what was expected and found where the model forgot most of the data; empty in good health
 * @param seconds that the evaluation took
 */
public record Validation(
        long steps,
        double fraction,
        Map<String, Double> figures,
        double quality,
        boolean best,
        List<String> collapse,
        double seconds) {

    public Validation {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        collapse = List.copyOf(collapse);
    }
}

package io.doppelstream.trainer.evaluate.conditional;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Column shapes of conditioned rows against the real rows that meet the same conditions.
 *
 * @param random scores of conditions drawn at random over one to three columns
 * @param rare scores of single values that at most one row in a hundred has
 */
public record ConditionalFidelity(List<ConditionScore> random, List<ConditionScore> rare) {

    public ConditionalFidelity {
        random = List.copyOf(random);
        rare = List.copyOf(rare);
    }

    /** Mean score of the random conditions; NaN if there are none. */
    public double mean() {
        return mean(random);
    }

    /** The random condition with the lowest score. */
    public Optional<ConditionScore> worst() {
        return random.stream().min(Comparator.comparingDouble(ConditionScore::score));
    }

    /** Mean score of the rare values; NaN if there are none. */
    public double rareMean() {
        return mean(rare);
    }

    private static double mean(List<ConditionScore> scores) {
        return scores.stream().mapToDouble(ConditionScore::score).average().orElse(Double.NaN);
    }
}

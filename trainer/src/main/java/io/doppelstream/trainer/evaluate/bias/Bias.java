package io.doppelstream.trainer.evaluate.bias;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the target's rate differs between the groups of a protected column.
 *
 * @param column the protected column
 * @param target the target
 * @param outcome the class whose rate is taken; {@code mean} for a numeric target
 * @param groups each group, real beside synthetic
 */
public record Bias(String column, String target, String outcome, List<GroupRate> groups) {

    public Bias {
        groups = List.copyOf(groups);
    }

    /** Largest distance of a group's synthetic rate from its real one; NaN if no group has both. */
    public double largestGap() {
        return groups.stream()
                .mapToDouble(GroupRate::gap)
                .filter(gap -> !Double.isNaN(gap))
                .max()
                .orElse(Double.NaN);
    }

    /** Difference between the groups of the highest and the lowest real rate (demographic parity difference). */
    public double realDifference() {
        return difference(GroupRate::realRate);
    }

    /** The same of the synthetic rates: above the real one, the rows make a bias stronger than it is. */
    public double syntheticDifference() {
        return difference(GroupRate::syntheticRate);
    }

    private double difference(ToDoubleFunction<GroupRate> rate) {
        double[] rates = groups.stream()
                .mapToDouble(rate)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return rates.length == 0 ? Double.NaN : rates[rates.length - 1] - rates[0];
    }
}

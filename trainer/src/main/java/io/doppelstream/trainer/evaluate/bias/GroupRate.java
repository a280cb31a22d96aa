package io.doppelstream.trainer.evaluate.bias;

/**
 * The target's rate in one group.
 *
 * @param group the group: a category, a value, an interval, or {@code null}
 * @param realRows real rows of the group
 * @param syntheticRows synthetic rows of the group
 * @param realRate rate in the real rows, or mean of a numeric target; NaN without rows
 * @param syntheticRate the same in the synthetic rows
 */
public record GroupRate(String group, int realRows, int syntheticRows, double realRate, double syntheticRate) {

    /** How far the synthetic rate is from the real one; NaN where one is not defined. */
    public double gap() {
        return Math.abs(realRate - syntheticRate);
    }
}

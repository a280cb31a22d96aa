package io.doppelstream.model.condition;

/**
 * What one column may be: some of its categories, and an interval of its continuous rest.
 *
 * @param column index of the column
 * @param categories for each category of the column's group whether it is allowed; empty where the column has no group
 * @param low lower end of the rest, as a probability in [0, 1]
 * @param high upper end of the rest, as a probability in [0, 1]
 */
public record Allowed(int column, boolean[] categories, double low, double high) {
    /** Checks the interval. */
    public Allowed {
        if (!(low >= 0 && high <= 1 && low <= high)) {
            throw new IllegalArgumentException("Expected 0 <= low <= high <= 1, found " + low + " and " + high);
        }
    }
}

package io.doppelstream.model.data;

/**
 * What a scan of a column's values found.
 *
 * @param rows number of rows
 * @param values number of values that are not null
 * @param distinct number of distinct values
 * @param meanLength mean length of their text in characters
 * @param spaces mean number of spaces in their text
 * @param smallest smallest value as text, null if there is none
 * @param gapless whether integers span exactly as many numbers as there are rows
 */
record ColumnProfile(
        long rows, long values, long distinct, double meanLength, double spaces, String smallest, boolean gapless) {

    boolean nullable() {
        return values < rows;
    }

    /** Share of distinct values. */
    double uniqueness() {
        return values == 0 ? 0 : (double) distinct / values;
    }
}

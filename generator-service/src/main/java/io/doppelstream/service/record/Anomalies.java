package io.doppelstream.service.record;

/**
 * Which rows of a chunk are anomalies.
 *
 * @param labels one a row, null for a normal one; empty: all rows are normal
 * @param column field of the record schema that the label is written to; null: none is
 */
public record Anomalies(String[] labels, String column) {

    /** There are none. */
    public static final Anomalies NONE = new Anomalies(new String[0], null);

    /** Label of a row, null for a normal one. */
    public String label(int row) {
        return labels.length == 0 ? null : labels[row];
    }
}

package io.doppelstream.trainer.detect;

import io.doppelstream.model.data.Table;

/**
 * Rows that the default score is chosen by, none of them in the fit.
 *
 * @param normal rows that are no anomalies
 * @param anomalies rows of the same schema
 */
public record LabelledRows(Table normal, Table anomalies) {

    /** Fewest rows of each kind that say something. */
    public static final int FEWEST = 10;

    /** Checks the schemas. */
    public LabelledRows {
        if (!normal.schema().equals(anomalies.schema())) {
            throw new IllegalArgumentException("Expected normal rows and anomalies of one schema, found the columns "
                    + normal.schema().names() + " and " + anomalies.schema().names());
        }
    }

    /** Whether there are enough of each kind to choose by. */
    public boolean enough() {
        return normal.rows() >= FEWEST && anomalies.rows() >= FEWEST;
    }
}

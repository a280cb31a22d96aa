package io.doppelstream.trainer.encoder;

import java.util.Locale;

/**
 * The encoder of one column, by its scores ({@link ColumnQuality}) in two pilot trainings.
 *
 * @param column name of the column
 * @param quantile score where it was encoded by quantiles, in [0, 1]; NaN if it has none
 * @param mixture score where it was encoded as a mixture, in [0, 1]; NaN if it has none
 * @param takesMixture whether the mixture was clearly better
 */
public record EncoderChoice(String column, double quantile, double mixture, boolean takesMixture) {

    /** For people, without the name. */
    public String text() {
        return takesMixture
                ? String.format(
                        Locale.ROOT,
                        "a mixture, validation %.3f against %.3f by quantiles; the column cannot be conditioned",
                        mixture,
                        quantile)
                : String.format(Locale.ROOT, "quantiles, validation %.3f against %.3f as a mixture", quantile, mixture);
    }
}

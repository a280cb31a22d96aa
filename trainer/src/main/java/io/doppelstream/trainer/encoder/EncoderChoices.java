package io.doppelstream.trainer.encoder;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a trial of encoders decided.
 *
 * @param columns that were tried; empty where there was no trial
 */
public record EncoderChoices(List<EncoderChoice> columns) {

    /** Without a trial: quantiles everywhere. */
    public static final EncoderChoices NONE = new EncoderChoices(List.of());

    public EncoderChoices {
        columns = List.copyOf(columns);
    }

    /**
     * Compares two pilot trainings.
     *
     * @param candidates names of the columns that were a mixture in one of them
     * @param quantile scores of the columns without mixtures, by name
     * @param mixture scores of the columns with them, by name
     * @param margin by which a mixture must be better
     */
    public static EncoderChoices of(
            Set<String> candidates, Map<String, Double> quantile, Map<String, Double> mixture, double margin) {
        return new EncoderChoices(candidates.stream()
                .sorted()
                .map(column -> choice(
                        column,
                        quantile.getOrDefault(column, Double.NaN),
                        mixture.getOrDefault(column, Double.NaN),
                        margin))
                .toList());
    }

    private static EncoderChoice choice(String column, double quantile, double mixture, double margin) {
        return new EncoderChoice(column, quantile, mixture, mixture - quantile > margin);
    }

    /** For the manifest: text by the name of the column. */
    public Map<String, String> facts() {
        return columns.stream().collect(Collectors.toMap(EncoderChoice::column, EncoderChoice::text));
    }

    /** Names of the columns to encode as mixtures. */
    public Set<String> mixtures() {
        return columns.stream()
                .filter(EncoderChoice::takesMixture)
                .map(EncoderChoice::column)
                .collect(Collectors.toUnmodifiableSet());
    }
}

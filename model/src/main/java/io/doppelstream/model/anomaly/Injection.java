package io.doppelstream.model.anomaly;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;

/**
 * The anomalies that a request asks for. Its text goes with every record of the request, as the header {@code doppel-anomalies}: with
 * it the record can be made again.
 *
 * @param share share of the records, above 0 and at most 1, exact over the whole request
 * @param kinds at least one, in turn
 * @param columns that may be changed; empty: all that the model learns
 * @param rareClass condition that records of {@link AnomalyKind#RARE_CLASS} meet; null without that kind
 * @param labelColumn column of the records that says which ones are anomalous; null: the header alone does
 */
@JsonPropertyOrder({"share", "kinds", "columns", "rareClass", "labelColumn"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Injection(
        double share, List<AnomalyKind> kinds, List<String> columns, String rareClass, String labelColumn) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Checks share, kinds and rare class. */
    public Injection {
        kinds = kinds == null ? List.of() : List.copyOf(kinds);
        columns = columns == null ? List.of() : List.copyOf(columns);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Expected a share of anomalies above 0 and of at most 1, found " + share);
        }
        if (kinds.isEmpty() || new HashSet<>(kinds).size() < kinds.size()) {
            throw new IllegalArgumentException("Expected at least one kind of anomalies out of "
                    + AnomalyKind.labels() + ", each of them once, found "
                    + kinds.stream().map(AnomalyKind::label).toList());
        }
        if (kinds.contains(AnomalyKind.RARE_CLASS) != (rareClass != null)) {
            throw new IllegalArgumentException("Expected the condition of a rare class together with the kind "
                    + AnomalyKind.RARE_CLASS.label() + ", found "
                    + (rareClass == null ? "the kind alone" : "the condition alone"));
        }
    }

    /** JSON of one line; the same injection has the same text. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Injection parse(String text) {
        try {
            return JSON.readValue(text, Injection.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Expected anomalies as a request states them, found '" + text + "': " + e.getOriginalMessage(), e);
        }
    }
}

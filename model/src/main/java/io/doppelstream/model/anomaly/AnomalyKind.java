package io.doppelstream.model.anomaly;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What makes a record anomalous. The labels are part of the contract of requests and headers: none is renamed or removed. */
public enum AnomalyKind {
    /** A record of the model under a condition of its own, a rare class. */
    RARE_CLASS("rare-class"),
    /** A record of the model that is the least likely one of many. */
    TAIL("tail"),
    /** A number moved far out of the middle of its column. */
    VALUE_SHIFT("value-shift"),
    /** A category replaced by another one, whatever the rest of the record says. */
    SWAPPED_CATEGORY("swapped-category"),
    /** Two values, each common, that never occur together. */
    IMPOSSIBLE_COMBINATION("impossible-combination"),
    /** A run of records that repeat the one before them, a second apart. */
    BURST("burst");

    private final String label;

    AnomalyKind(String label) {
        this.label = label;
    }

    /** Name in requests and headers. */
    @JsonValue
    public String label() {
        return label;
    }

    /**
     * The kind of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static AnomalyKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected kinds of anomalies out of " + labels() + ", found '" + label + "'"));
    }

    /** All labels, comma separated, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(AnomalyKind::label).collect(Collectors.joining(", "));
    }
}

package io.doppelstream.model.schema;

import java.util.Set;

/**
 * What a user declares about a column where inference is to be overruled.
 *
 * @param type one of {@value #TYPES}; null: as inferred. {@code categorical} and {@code identifier} set the role and keep the
 *     values' type
 * @param scale digits after the decimal point, for {@code decimal}
 * @param zone zone of a {@code timestamp}
 * @param drop true: the column is left out of the model and of its records
 */
public record ColumnOverride(String type, Integer scale, String zone, boolean drop) {

    static final String TYPES = "categorical, boolean, integer, decimal, double, date, timestamp, identifier";

    /** Checks the type. */
    public ColumnOverride {
        if (type != null && !Set.of(TYPES.split(", ")).contains(type)) {
            throw new IllegalArgumentException("Expected a type out of " + TYPES + ", found '" + type + "'");
        }
        if (scale != null && !"decimal".equals(type)) {
            throw new IllegalArgumentException("Expected a scale only with type decimal, found type " + type);
        }
    }
}

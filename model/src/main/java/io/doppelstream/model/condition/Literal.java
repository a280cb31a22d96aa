package io.doppelstream.model.condition;

/**
 * A value as it was written in a condition.
 *
 * @param text its text, without quotes
 * @param quoted whether it was written in single quotes
 */
public record Literal(String text, boolean quoted) {
    @Override
    public String toString() {
        return quoted ? "'" + text.replace("'", "''") + "'" : text;
    }
}

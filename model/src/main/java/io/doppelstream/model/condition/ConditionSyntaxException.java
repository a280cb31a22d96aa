package io.doppelstream.model.condition;

/** A condition that cannot be parsed; the message shows where. */
public final class ConditionSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    ConditionSyntaxException(String source, int position, String expected, String found) {
        super("Expected " + expected + " at character " + (position + 1) + " of condition \"" + source + "\", found "
                + found);
    }
}

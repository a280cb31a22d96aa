package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;

/** Values of options that have to be above 0. */
final class Positive {

    private Positive() {}

    static <N extends Number> N require(String option, N value) {
        if (!(value.doubleValue() > 0)) {
            throw new UserException("Expected " + option + " above 0, found " + value);
        }
        return value;
    }
}

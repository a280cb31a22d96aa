package io.doppelstream.cli.terminal;

/** An expected failure: the message tells the user what was expected, what was found and what to do. Exit code 1. */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.doppelstream.cli;

/** An expected failure: the message tells the user what was expected, what was found and what to do. Exit code 1. */
final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
    }
}

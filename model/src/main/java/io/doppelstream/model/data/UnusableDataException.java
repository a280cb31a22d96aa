package io.doppelstream.model.data;

/** The data cannot be learned as it is; the message says why and what to do. */
public final class UnusableDataException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public UnusableDataException(String message) {
        super(message);
    }

    /** With a message for the user and what was caught. */
    public UnusableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}

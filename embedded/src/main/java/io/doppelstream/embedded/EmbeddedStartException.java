package io.doppelstream.embedded;

/** An embedded server did not start; the message says what was expected, what was found and where its log lies. */
public final class EmbeddedStartException extends RuntimeException {
    public EmbeddedStartException(String message) {
        super(message);
    }

    public EmbeddedStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

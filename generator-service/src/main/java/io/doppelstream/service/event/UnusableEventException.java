package io.doppelstream.service.event;

/** A real record that can be read and cannot be used; the message says why. */
public final class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableEventException(String message) {
        super(message);
    }
}

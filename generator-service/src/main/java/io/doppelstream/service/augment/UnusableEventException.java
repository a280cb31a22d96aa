package io.doppelstream.service.augment;

/** A real record that can be read and cannot be counted; the message says why. */
final class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableEventException(String message) {
        super(message);
    }
}

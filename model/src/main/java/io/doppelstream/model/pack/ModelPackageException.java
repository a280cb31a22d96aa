package io.doppelstream.model.pack;

/** A model package that cannot be used: incomplete, tampered with or of an unknown format. */
public final class ModelPackageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what was expected and found. */
    public ModelPackageException(String message) {
        super(message);
    }

    /** With what was expected and found, and what was caught. */
    public ModelPackageException(String message, Throwable cause) {
        super(message, cause);
    }
}

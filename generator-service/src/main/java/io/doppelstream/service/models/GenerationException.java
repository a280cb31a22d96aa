package io.doppelstream.service.models;

/** A model that is loaded failed to generate: a bug of the model or of the service. */
public final class GenerationException extends RuntimeException {
    public GenerationException(String message, Throwable cause) {
        super(message, cause);
    }

    public GenerationException(String message) {
        super(message);
    }
}

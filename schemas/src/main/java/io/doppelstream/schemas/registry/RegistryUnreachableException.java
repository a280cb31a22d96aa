package io.doppelstream.schemas.registry;

/** The registry gave no answer, or one of its own failures (5xx): trying again later can help. */
public final class RegistryUnreachableException extends SchemaRegistryException {
    public RegistryUnreachableException(String message) {
        this(message, null);
    }

    public RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

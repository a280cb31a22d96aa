package io.doppelstream.schemas.registry;

/** The registry answered, and refused: wrong credentials, no permission, an invalid schema or subject. */
public final class RegistryRefusedException extends SchemaRegistryException {
    public RegistryRefusedException(String message) {
        this(message, null);
    }

    public RegistryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

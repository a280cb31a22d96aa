package io.doppelstream.schemas.registry;

/** The registry answered that it has no such id, or no such schema under the subject. */
public final class UnknownSchemaException extends SchemaRegistryException {
    public UnknownSchemaException(String message) {
        this(message, null);
    }

    public UnknownSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}

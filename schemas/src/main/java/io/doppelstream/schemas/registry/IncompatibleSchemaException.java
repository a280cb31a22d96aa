package io.doppelstream.schemas.registry;

/** A schema breaks the compatibility rule of its subject: change the schema, not the code. */
public final class IncompatibleSchemaException extends SchemaRegistryException {
    public IncompatibleSchemaException(String message) {
        this(message, null);
    }

    public IncompatibleSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}

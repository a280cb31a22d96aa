package io.doppelstream.schemas.serde;

/** The registry could not be asked for the writer's schema (REGISTRY_UNREACHABLE): the record may be fine, try again. */
public final class SchemaUnavailableException extends DecodeException {
    public SchemaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.doppelstream.schemas.serde;

/** The record names a schema id that the registry does not have. */
public final class UnknownSchemaIdException extends DecodeException {
    private final int schemaId;

    public UnknownSchemaIdException(int schemaId, String message, Throwable cause) {
        super(message, cause);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}

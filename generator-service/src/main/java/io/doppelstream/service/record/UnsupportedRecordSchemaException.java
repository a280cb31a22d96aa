package io.doppelstream.service.record;

/** The model's columns cannot be written under the model's record schema. */
public final class UnsupportedRecordSchemaException extends RuntimeException {
    public UnsupportedRecordSchemaException(String message) {
        super(message);
    }

    public UnsupportedRecordSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}

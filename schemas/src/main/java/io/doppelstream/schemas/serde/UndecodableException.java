package io.doppelstream.schemas.serde;

/** The bytes are not in Confluent's wire format, or not a record of their schema, or not readable as ours. */
public final class UndecodableException extends DecodeException {
    public UndecodableException(String message) {
        this(message, null);
    }

    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}

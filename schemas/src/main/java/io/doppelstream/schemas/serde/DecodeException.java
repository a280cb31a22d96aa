package io.doppelstream.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes that did not become a record. The subtype tells whose fault it is: {@link UndecodableException} and
 * {@link UnknownSchemaIdException} are the record's and stay so, {@link SchemaUnavailableException} is the
 * infrastructure's and passes.
 */
public abstract sealed class DecodeException extends SerializationException
        permits SchemaUnavailableException, UndecodableException, UnknownSchemaIdException {
    DecodeException(String message, Throwable cause) {
        super(message, cause);
    }
}

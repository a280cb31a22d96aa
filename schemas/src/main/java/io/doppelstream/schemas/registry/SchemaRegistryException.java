package io.doppelstream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** A schema could not be had; the subtype says why. Kafka's clients know it as a serialization failure. */
public abstract sealed class SchemaRegistryException extends SerializationException
        permits IncompatibleSchemaException,
                RegistryRefusedException,
                RegistryUnreachableException,
                UnknownSchemaException {
    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.doppelstream.service.event;

import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import io.doppelstream.service.topology.Patience;
import org.apache.avro.generic.GenericRecord;

/** Reads real events by the schema that they were written with. */
public final class EventDecoder {
    /** What came of reading. */
    public sealed interface Outcome<T> {
        /** What it was read for. */
        record Read<T>(T event) implements Outcome<T> {}

        /** It cannot be used: why, for machines and for people. */
        record Refused<T>(ReasonCode reason, String message) implements Outcome<T> {}
    }

    /** What an event is read for. */
    @FunctionalInterface
    public interface Use<T> {
        T of(GenericRecord event) throws UnusableEventException;
    }

    private final String topic;
    private final String user;
    private final AvroDeserializer<GenericRecord> deserializer;
    private final Patience patience;

    /**
     * A decoder.
     *
     * @param user whose configuration could be wrong where events cannot be used, for messages: {@code the augmentation fraud}
     * @param patience with the schema registry
     */
    public EventDecoder(String topic, String user, AvroDeserializer<GenericRecord> deserializer, Patience patience) {
        this.topic = topic;
        this.user = user;
        this.deserializer = deserializer;
        this.patience = patience;
    }

    /**
     * Reads one.
     *
     * @param value bytes of the event, no tombstone
     */
    public <T> Outcome<T> read(byte[] value, Use<T> use) {
        try {
            GenericRecord event =
                    patience.call("read a record of " + topic, () -> deserializer.deserialize(topic, value));
            return new Outcome.Read<>(use.of(event));
        } catch (UndecodableException e) {
            return new Outcome.Refused<>(ReasonCode.UNDECODABLE, e.getMessage());
        } catch (UnknownSchemaIdException e) {
            return new Outcome.Refused<>(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage());
        } catch (UnusableEventException e) {
            return new Outcome.Refused<>(
                    ReasonCode.EVENT_NOT_USABLE, e.getMessage() + ": correct the record's schema or " + user);
        }
    }
}

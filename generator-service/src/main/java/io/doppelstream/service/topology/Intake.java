package io.doppelstream.service.topology;

import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;

/** Reads the records of one contract; one that cannot be read becomes a dead letter. */
final class Intake<T extends SpecificRecord> {
    private final String what;
    private final String topic;
    private final AvroDeserializer<T> contract;
    private final Patience patience;
    private final Emitter emitter;

    /**
     * For one topic.
     *
     * @param what a record of it is, with its article
     */
    Intake(String what, String topic, AvroDeserializer<T> contract, Patience patience, Emitter emitter) {
        this.what = what;
        this.topic = topic;
        this.contract = contract;
        this.patience = patience;
        this.emitter = emitter;
    }

    /** What a record says; empty if it became a dead letter. */
    Optional<T> read(Record<byte[], byte[]> record) {
        try {
            return Optional.of(decode(record.value()));
        } catch (UndecodableException e) {
            emitter.deadLetter(ReasonCode.UNDECODABLE, e.getMessage(), null, record.key(), record.value());
        } catch (UnknownSchemaIdException e) {
            emitter.deadLetter(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage(), null, record.key(), record.value());
        }
        return Optional.empty();
    }

    private T decode(byte[] value) {
        if (value == null) {
            throw new UndecodableException("Expected " + what + ", found a record without a value (a tombstone)");
        }
        return patience.call("read " + what, () -> contract.deserialize(topic, value));
    }
}

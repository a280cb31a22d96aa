package io.doppelstream.service.augment;

import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.topology.Patience;
import org.apache.avro.generic.GenericRecord;

/** What a real record counts as. */
final class EventReader {
    /** What came of reading. */
    sealed interface Outcome {
        /** It can be counted. */
        record Read(String segment, Observation.Kind kind) implements Outcome {}

        /** It cannot: why, for machines and for people. */
        record Refused(ReasonCode reason, String message) implements Outcome {}
    }

    private final AugmentationSettings settings;
    private final RareClass rare;
    private final AvroDeserializer<GenericRecord> deserializer;
    private final Patience patience;

    EventReader(AugmentationSettings settings, AvroDeserializer<GenericRecord> deserializer, Patience patience) {
        this.settings = settings;
        this.rare = new RareClass(settings.rare());
        this.deserializer = deserializer;
        this.patience = patience;
    }

    Outcome read(byte[] value) {
        try {
            GenericRecord event = patience.call(
                    "read a record of " + settings.topic(), () -> deserializer.deserialize(settings.topic(), value));
            return new Outcome.Read(
                    segment(event), rare.holds(event) ? Observation.Kind.RARE : Observation.Kind.ORDINARY);
        } catch (UndecodableException e) {
            return new Outcome.Refused(ReasonCode.UNDECODABLE, e.getMessage());
        } catch (UnknownSchemaIdException e) {
            return new Outcome.Refused(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage());
        } catch (UnusableEventException e) {
            return new Outcome.Refused(
                    ReasonCode.EVENT_NOT_USABLE,
                    e.getMessage() + ": correct the record's schema or the augmentation " + settings.name());
        }
    }

    private String segment(GenericRecord event) throws UnusableEventException {
        if (settings.segment() == null) {
            return "";
        }
        String segment = FieldValue.written(FieldValue.of(event, settings.segment()));
        if (segment.length() > RequestName.LONGEST_SEGMENT) {
            throw new UnusableEventException("Expected a segment of at most " + RequestName.LONGEST_SEGMENT
                    + " characters in the field " + settings.segment() + ", found " + segment.length());
        }
        return segment;
    }
}

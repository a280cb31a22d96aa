package io.doppelstream.service.augment;

import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.event.EventDecoder;
import io.doppelstream.service.event.UnusableEventException;
import io.doppelstream.service.topology.Patience;
import org.apache.avro.generic.GenericRecord;

/** What a real record counts as. */
final class EventReader {
    /** A real record that can be counted. */
    record Counted(String segment, Observation.Kind kind) {}

    private final AugmentationSettings settings;
    private final RareClass rare;
    private final EventDecoder decoder;

    EventReader(AugmentationSettings settings, AvroDeserializer<GenericRecord> deserializer, Patience patience) {
        this.settings = settings;
        this.rare = new RareClass(settings.rare());
        this.decoder =
                new EventDecoder(settings.topic(), "the augmentation " + settings.name(), deserializer, patience);
    }

    EventDecoder.Outcome<Counted> read(byte[] value) {
        return decoder.read(
                value,
                event -> new Counted(
                        segment(event), rare.holds(event) ? Observation.Kind.RARE : Observation.Kind.ORDINARY));
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

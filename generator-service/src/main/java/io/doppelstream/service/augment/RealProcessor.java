package io.doppelstream.service.augment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.event.EventDecoder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes real records on, key, value, timestamp, partition and headers as they were, with the header {@code doppel-synthetic: false}, and says
 * what they count as. Tombstones, and records that are synthetic already, pass uncounted; what cannot be read becomes a dead letter.
 */
final class RealProcessor implements Processor<byte[], byte[], byte[], Forwarded> {
    private final Augmentation augmentation;
    private final EventReader reader;
    private ProcessorContext<byte[], Forwarded> context;
    private Refusals refusals;

    RealProcessor(Augmentation augmentation) {
        this.augmentation = augmentation;
        this.reader = new EventReader(augmentation.settings(), augmentation.events(), augmentation.patience());
    }

    @Override
    public void init(ProcessorContext<byte[], Forwarded> context) {
        this.context = context;
        this.refusals = new Refusals(augmentation, context, AugmentTopology.REAL_DEAD_LETTERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (DoppelHeaders.isSynthetic(record.headers())) {
            pass(record, record.headers());
            augmentation.metrics().passed();
        } else if (record.value() == null) {
            pass(record, marked(record.headers()));
            augmentation.metrics().passed();
        } else {
            EventDecoder.Outcome<EventReader.Counted> outcome = reader.read(record.value());
            if (outcome instanceof EventDecoder.Outcome.Read<EventReader.Counted> read) {
                pass(record, marked(record.headers()));
                EventReader.Counted counted = read.event();
                Record<byte[], byte[]> count =
                        new Observation(counted.segment(), counted.kind(), record.timestamp()).toRecord();
                context.forward(count.withValue(new Forwarded(count.value())), AugmentTopology.REAL_COUNTS);
            } else if (outcome instanceof EventDecoder.Outcome.Refused<EventReader.Counted> refused) {
                refusals.refuse(record, refused.reason(), refused.message());
            }
        }
    }

    private void pass(Record<byte[], byte[]> record, Headers headers) {
        int partition = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Expected a record in process, found none"))
                .partition();
        context.forward(
                record.withValue(new Forwarded(partition, record.value())).withHeaders(headers),
                AugmentTopology.REAL_OUTPUT);
    }

    private static Headers marked(Headers headers) {
        return new RecordHeaders(headers)
                .remove(DoppelHeaders.SYNTHETIC)
                .add(DoppelHeaders.SYNTHETIC, "false".getBytes(UTF_8));
    }
}

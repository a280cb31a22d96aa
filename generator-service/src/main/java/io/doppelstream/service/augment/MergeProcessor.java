package io.doppelstream.service.augment;

import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.provenance.MalformedHeadersException;
import io.doppelstream.schemas.provenance.Provenance;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts synthetic records into the merged feed, at the event time that their request fills. */
final class MergeProcessor implements Processor<byte[], byte[], byte[], Forwarded> {
    private final Augmentation augmentation;
    private ProcessorContext<byte[], Forwarded> context;
    private Refusals refusals;

    MergeProcessor(Augmentation augmentation) {
        this.augmentation = augmentation;
    }

    @Override
    public void init(ProcessorContext<byte[], Forwarded> context) {
        this.context = context;
        this.refusals = new Refusals(augmentation, context, AugmentTopology.SYNTHETIC_DEAD_LETTERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<RequestName> request = requestOf(record);
        if (request.isEmpty()) {
            refusals.refuse(
                    record,
                    ReasonCode.EVENT_NOT_USABLE,
                    "Expected a synthetic record that the augmentation "
                            + augmentation.settings().name() + " requested, found another: write them to topics of"
                            + " their own");
            return;
        }
        long time = request.get().time();
        context.forward(
                record.withValue(new Forwarded(record.value())).withTimestamp(time), AugmentTopology.SYNTHETIC_OUTPUT);
        Record<byte[], byte[]> count =
                new Observation(request.get().segment(), Observation.Kind.SYNTHETIC, time).toRecord();
        context.forward(count.withValue(new Forwarded(count.value())), AugmentTopology.SYNTHETIC_COUNTS);
    }

    private Optional<RequestName> requestOf(Record<byte[], byte[]> record) {
        try {
            return DoppelHeaders.read(record.headers())
                    .map(Provenance::requestId)
                    .flatMap(RequestName::parse)
                    .filter(request -> request.augmentation()
                            .equals(augmentation.settings().name()));
        } catch (MalformedHeadersException e) {
            return Optional.empty();
        }
    }
}

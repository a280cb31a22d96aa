package io.doppelstream.service.augment;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.topology.DeadLetters;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes records that cannot be counted to the dead letters. */
final class Refusals {
    private final Augmentation augmentation;
    private final ProcessorContext<byte[], Forwarded> context;
    private final String sink;

    Refusals(Augmentation augmentation, ProcessorContext<byte[], Forwarded> context, String sink) {
        this.augmentation = augmentation;
        this.context = context;
        this.sink = sink;
    }

    void refuse(Record<byte[], byte[]> record, ReasonCode reason, String message) {
        RecordMetadata from = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Expected a record in process, found none"));
        long now = context.currentSystemTimeMs();
        DeadLetter letter = DeadLetters.of(
                reason,
                message,
                null,
                new OrderOrigin(
                        from.topic(),
                        from.partition(),
                        from.offset(),
                        record.value() == null ? null : ByteBuffer.wrap(record.value())),
                Instant.ofEpochMilli(now));
        String topic = augmentation.topics().catalogue().deadLetters().name();
        byte[] value = augmentation.patience().call("write a dead letter", () -> augmentation
                .deadLetterWriter()
                .serialize(topic, letter));
        context.forward(new Record<>(DeadLetters.key(record.key()), new Forwarded(value), now), sink);
        augmentation.metrics().malformed();
    }
}

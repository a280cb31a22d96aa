package io.doppelstream.service.augment;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A value on its way to a topic.
 *
 * @param partition of the real record that it is; of no meaning for others
 * @param value its bytes
 */
record Forwarded(int partition, byte[] value) {
    Forwarded(byte[] value) {
        this(0, value);
    }

    static Serializer<Forwarded> serializer() {
        return (topic, forwarded) -> forwarded.value();
    }

    /** Real records stay in their partition, whichever way their producer chose it. */
    static StreamPartitioner<byte[], Forwarded> samePartition() {
        return (topic, key, forwarded, partitions) -> Optional.of(Set.of(forwarded.partition() % partitions));
    }
}

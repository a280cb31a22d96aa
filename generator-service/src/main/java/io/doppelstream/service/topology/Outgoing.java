package io.doppelstream.service.topology;

import org.apache.kafka.common.serialization.Serializer;

/**
 * A record on its way to a topic that only the processor knows.
 *
 * @param topic where it goes
 * @param value its bytes
 */
record Outgoing(String topic, byte[] value) {
    static Serializer<Outgoing> serializer() {
        return (topic, outgoing) -> outgoing.value();
    }
}

package io.doppelstream.service.score;

import io.doppelstream.service.event.EventColumns;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A real event that can be scored.
 *
 * @param source as it was received
 * @param record what it says
 * @param columns how it was read
 * @param values by column of the model, see {@link EventColumns#values}
 */
record Event(ConsumerRecord<byte[], byte[]> source, GenericRecord record, EventColumns columns, double[] values) {}

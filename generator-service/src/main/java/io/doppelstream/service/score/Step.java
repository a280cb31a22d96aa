package io.doppelstream.service.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a {@link TransactionalLoop} does with what it reads. */
interface Step extends AutoCloseable {
    /**
     * What is written and how far the input is done by it: one transaction.
     *
     * @param output records to write
     * @param offsets first record that is not done, by partition
     */
    record Result(List<ProducerRecord<byte[], byte[]>> output, Map<TopicPartition, OffsetAndMetadata> offsets) {}

    /** Before records are read: what has to be waited for; none are read then. */
    Optional<String> prepare();

    /** Takes records, at least one; empty: nothing is done yet. */
    Optional<Result> take(ConsumerRecords<byte[], byte[]> records);

    /**
     * Forgets what was taken and is not done: it comes again, from here or to another instance.
     *
     * @param committed where each partition that is read begins; null: at its beginning
     */
    void restart(Map<TopicPartition, OffsetAndMetadata> committed);

    @Override
    void close();
}

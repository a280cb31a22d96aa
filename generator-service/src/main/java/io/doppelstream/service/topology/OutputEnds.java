package io.doppelstream.service.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each partition of an output topic ends now: its high watermark, with records of open transactions. Asked before the
 * first record of a request is written and after the last is committed, it bounds where the request's records lie. (The last stable offset
 * would not do at the end: another transaction may hold it back.) Without transactions it is
 * unknown, since a completion may be read before the records are acknowledged.
 */
@FunctionalInterface
public interface OutputEnds {
    Logger LOG = LoggerFactory.getLogger(OutputEnds.class);
    /** Not worth more of the dispatcher's time. */
    int TIMEOUT_MS = 2_000;

    /** One offset for each partition, empty when the broker does not say. */
    List<Long> of(String topic);

    /** Says nothing. */
    static OutputEnds unknown() {
        return topic -> List.of();
    }

    /** Asks the cluster. */
    static OutputEnds of(Admin admin) {
        return topic -> {
            try {
                return ask(admin, topic);
            } catch (ExecutionException e) {
                LOG.warn(
                        "Could not ask for the ends of {}: {}",
                        topic,
                        e.getCause().toString());
                return List.of();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        };
    }

    private static List<Long> ask(Admin admin, String topic) throws ExecutionException, InterruptedException {
        int partitions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, partitions)
                .forEach(partition -> latest.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(TIMEOUT_MS);
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
                admin.listOffsets(latest, options).all().get();
        return IntStream.range(0, partitions)
                .mapToObj(partition ->
                        found.get(new TopicPartition(topic, partition)).offset())
                .toList();
    }
}

package io.doppelstream.cli.source;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the partitions of a topic ended at some moment: what was written later is not read.
 *
 * @param offsets end, exclusive, by partition
 */
public record TopicEnds(Map<Integer, Long> offsets) {

    public TopicEnds {
        offsets = Map.copyOf(offsets);
    }

    static TopicEnds of(Map<TopicPartition, Long> ends) {
        Map<Integer, Long> offsets = new TreeMap<>();
        ends.forEach((partition, end) -> offsets.put(partition.partition(), end));
        return new TopicEnds(offsets);
    }

    /** Offsets of a partition from its beginning up to its end; 0 for one that was added later, or whose records expired. */
    long size(TopicPartition partition, long begin) {
        return Math.max(0, offsets.getOrDefault(partition.partition(), begin) - begin);
    }
}

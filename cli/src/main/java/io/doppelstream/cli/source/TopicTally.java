package io.doppelstream.cli.source;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.serde.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what became of a topic's records, and refuses a topic with too many that cannot be decoded. */
final class TopicTally {

    private static final double MOST_UNDECODABLE = 0.01;
    private static final int FEWEST_JUDGED = 1000;
    private static final int NAMED = 3;

    private final String topic;
    private final List<String> named = new ArrayList<>();
    private long read;
    private long synthetic;
    private long tombstones;
    private long undecodable;

    TopicTally(String topic) {
        this.topic = topic;
    }

    void read() {
        read++;
    }

    void synthetic() {
        synthetic++;
    }

    void tombstone() {
        tombstones++;
    }

    void undecodable(ConsumerRecord<byte[], byte[]> record, DecodeException why) {
        undecodable++;
        if (named.size() < NAMED) {
            named.add("partition " + record.partition() + ", offset " + record.offset() + ": " + why.getMessage());
        }
        if (undecodable >= FEWEST_JUDGED) {
            checkUndecodable();
        }
    }

    /** Refuses a topic without records and one with too many that cannot be decoded. */
    void check() {
        checkUndecodable();
        if (read == 0) {
            throw new UserException("Expected real records in the topic " + topic + ", found " + skipped("none"));
        }
    }

    private void checkUndecodable() {
        if (undecodable > MOST_UNDECODABLE * (read + undecodable)) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "Expected at most %.0f %% of the records of the topic %s not to be Avro records of its schema, found"
                            + " %,d of %,d, the first in %s",
                    100 * MOST_UNDECODABLE,
                    topic,
                    undecodable,
                    read + undecodable,
                    named.get(0)));
        }
    }

    /** In one line; the first records that were undecodable by name. */
    String summary() {
        return String.format(Locale.ROOT, "Read %,d records of the topic %s", read, topic) + skipped("");
    }

    private String skipped(String before) {
        List<String> parts = new ArrayList<>();
        if (synthetic > 0) {
            parts.add(String.format(Locale.ROOT, "%,d synthetic records", synthetic));
        }
        if (tombstones > 0) {
            parts.add(String.format(Locale.ROOT, "%,d tombstones", tombstones));
        }
        if (undecodable > 0) {
            parts.add(String.format(Locale.ROOT, "%,d undecodable records", undecodable) + " (such as in "
                    + String.join("; ", named) + ")");
        }
        return before + (parts.isEmpty() ? "" : ", skipped " + String.join(", ", parts));
    }
}

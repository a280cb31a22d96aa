package io.doppelstream.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids are known for seven days by a clock that is set forward and back. */
class SeenRequestsTest {
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @TempDir
    private static java.nio.file.Path folder;

    private final TopologyTestDriver driver = driver();
    private final SeenRequests seen = new SeenRequests(driver.getWindowStore(SeenRequests.STORE));

    private static final class None implements Processor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            throw new IllegalStateException("Expected no record, found " + record);
        }
    }

    private static TopologyTestDriver driver() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource("in", bytes, bytes, "in")
                .addProcessor("none", None::new, "in")
                .addStateStore(SeenRequests.store(), "none");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "seen");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return new TopologyTestDriver(topology, properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static long after(Duration time) {
        return NOW + time.toMillis();
    }

    @Test
    void shouldKnowAnIdForSevenDays() {
        seen.add("a", 1, NOW);

        assertThat(seen.before("a", after(Duration.ofDays(7)))).isTrue();
        assertThat(seen.before("a", after(Duration.ofDays(8)))).isFalse();
        assertThat(seen.before("b", NOW)).isFalse();
    }

    @Test
    void shouldKnowAnIdThatCameBeforeTheClockWasSetBackHoweverFar() {
        seen.add("a", 2, NOW);

        assertThat(seen.before("a", after(Duration.ofHours(-1)))).isTrue();
        assertThat(seen.before("a", after(Duration.ofDays(-30)))).isTrue();
        assertThat(seen.before("a", 0)).isTrue();
    }

    @Test
    void shouldKnowAnIdThatComesWhileTheClockIsBackByDays() {
        seen.add("a", 3, NOW);
        seen.add("b", 4, after(Duration.ofDays(-3)));

        assertThat(seen.before("b", after(Duration.ofDays(-3)))).isTrue();
        assertThat(seen.before("b", NOW)).isTrue();
    }

    @Test
    void shouldKnowEarlierIdsWhenTheClockWasAheadForAWhile() {
        seen.add("a", 5, NOW);
        seen.add("b", 6, after(Duration.ofDays(3)));
        seen.add("c", 7, after(Duration.ofMinutes(1)));

        assertThat(seen.before("a", after(Duration.ofMinutes(2)))).isTrue();
        assertThat(seen.before("b", after(Duration.ofMinutes(2)))).isTrue();
        assertThat(seen.before("c", after(Duration.ofMinutes(2)))).isTrue();
    }
}

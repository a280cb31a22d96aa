package io.doppelstream.cli.benchmark.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.schemas.provenance.DoppelHeaders;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MergedFeedTest {
    private static final long START = 5_000;

    private final MergedFeed feed = new MergedFeed(START, 1_000, 2, number -> number == 1);

    private static ConsumerRecord<byte[], byte[]> real(long number, long time) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return record(key, time, new RecordHeaders().add(DoppelHeaders.SYNTHETIC, "false".getBytes(UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> synthetic(String request, long index, long time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DoppelHeaders.SYNTHETIC, "true".getBytes(UTF_8));
        headers.add(DoppelHeaders.MODEL, "bank/1".getBytes(UTF_8));
        headers.add(DoppelHeaders.DIGEST, "0".getBytes(UTF_8));
        headers.add(DoppelHeaders.REQUEST, request.getBytes(UTF_8));
        headers.add(DoppelHeaders.INDEX, Long.toString(index).getBytes(UTF_8));
        headers.add(DoppelHeaders.SEED, "0".getBytes(UTF_8));
        headers.add(DoppelHeaders.COUNT, "9".getBytes(UTF_8));
        return record(null, time, headers);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, long time, Headers headers) {
        return new ConsumerRecord<>(
                "feed", 0, 0, time, TimestampType.CREATE_TIME, 0, 0, key, new byte[0], headers, Optional.empty());
    }

    @Test
    void shouldGiveTheShareOfAllAndOfTheWindowWhereItIsLowest() {
        feed.add(real(0, START));
        feed.add(real(1, START + 999));
        assertThat(feed.lowestShare()).as("a window is empty").isZero();
        feed.add(real(2, START + 1_000));
        feed.add(real(3, START + 1_000));
        feed.add(real(4, START + 1_999));
        feed.add(synthetic("a", 0, START + 1_000));

        assertThat(feed.real()).isEqualTo(5);
        assertThat(feed.synthetic()).isEqualTo(1);
        assertThat(feed.share()).isEqualTo(2.0 / 6, within(1e-12));
        assertThat(feed.lowestShare()).isEqualTo(0.25);
    }

    @Test
    void shouldCountWhatComesTwiceAndLeaveOutOtherWindows() {
        feed.add(real(0, START - 1));
        feed.add(real(9, START + 2_000));
        feed.add(synthetic("a", 0, START));
        feed.add(synthetic("b", 0, START));
        feed.add(real(2, START));
        assertThat(feed.repeated()).isZero();
        feed.add(synthetic("b", 0, START));
        feed.add(real(2, START));

        assertThat(feed.repeated()).isEqualTo(2);
        assertThat(feed.real()).isEqualTo(2);
        assertThat(feed.synthetic()).isEqualTo(3);
    }
}

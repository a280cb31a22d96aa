package io.doppelstream.cli.benchmark.service;

import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.provenance.Provenance;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a reader of committed records has seen of a merged feed: how many, in which window, and whether any came twice. */
final class MergedFeed {
    private final long firstTime;
    private final long windowMillis;
    private final LongPredicate rareEvent;
    private final long[] real;
    private final long[] rare;
    private final long[] synthetic;
    private final BitSet events = new BitSet();
    private final Map<String, BitSet> answers = new HashMap<>();
    private long repeated;

    /**
     * Nothing seen yet.
     *
     * @param firstTime start of the first window, in milliseconds
     * @param windows that count, one after the other
     * @param rareEvent whether the real event of a number is of the rare class
     */
    MergedFeed(long firstTime, long windowMillis, int windows, LongPredicate rareEvent) {
        this.firstTime = firstTime;
        this.windowMillis = windowMillis;
        this.rareEvent = rareEvent;
        real = new long[windows];
        rare = new long[windows];
        synthetic = new long[windows];
    }

    /** Counts a record; those of other windows do not count. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        int window = (int) Math.floorDiv(record.timestamp() - firstTime, windowMillis);
        if (window < 0 || window >= real.length) {
            return;
        }
        Provenance from = DoppelHeaders.read(record.headers()).orElse(null);
        if (from == null) {
            long number = ByteBuffer.wrap(record.key()).getLong();
            real[window]++;
            rare[window] += rareEvent.test(number) ? 1 : 0;
            repeats(events, number);
        } else {
            synthetic[window]++;
            repeats(answers.computeIfAbsent(from.requestId(), id -> new BitSet()), from.index());
        }
    }

    private void repeats(BitSet seen, long number) {
        repeated += seen.get((int) number) ? 1 : 0;
        seen.set((int) number);
    }

    long real() {
        return sum(real);
    }

    long synthetic() {
        return sum(synthetic);
    }

    /** Records that had been seen before, real and synthetic. */
    long repeated() {
        return repeated;
    }

    /** Of the rare class among all. */
    double share() {
        return (double) (sum(rare) + synthetic()) / (real() + synthetic());
    }

    /** The same of the window where it is lowest; 0 while one is empty. */
    double lowestShare() {
        return IntStream.range(0, real.length)
                .mapToDouble(window ->
                        (double) (rare[window] + synthetic[window]) / Math.max(1, real[window] + synthetic[window]))
                .min()
                .orElse(0);
    }

    private static long sum(long[] windows) {
        long sum = 0;
        for (long window : windows) {
            sum += window;
        }
        return sum;
    }
}

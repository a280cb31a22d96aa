package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures a running augmentation from the outside: writes backlogs of real events and reads the merged feed until every window has its
 * share. Events are a millisecond of event time apart, whole windows of them at a time.
 */
final class AugmentBenchmark {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final int EVENTS_A_WINDOW = (int) WINDOW.toMillis();

    private static final Duration BEFORE_NOW = Duration.ofDays(1);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** In which a record that is one too many would still come. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final ClusterOptions cluster;
    private final String topic;
    private final int partitions;
    private final double rareShare;
    private final double wantedShare;
    private final List<byte[]> ordinary;
    private final List<byte[]> rare;
    private final long firstTime;
    private long next;

    /**
     * A benchmark of an augmentation that runs.
     *
     * @param where the rare class
     * @param rareShare of it among the real events
     * @param wantedShare that the augmentation keeps
     */
    AugmentBenchmark(
            ClusterOptions cluster,
            ModelPackage model,
            String topic,
            int partitions,
            String where,
            double rareShare,
            double wantedShare)
            throws IOException, ModelPackageException {
        this.cluster = cluster;
        this.topic = topic;
        this.partitions = partitions;
        this.rareShare = rareShare;
        this.wantedShare = wantedShare;
        ordinary = SampledEvents.of(cluster, model, topic, List.of(negated(where)));
        rare = SampledEvents.of(cluster, model, topic, List.of(where));
        long longAgo = System.currentTimeMillis() - BEFORE_NOW.toMillis();
        firstTime = longAgo - longAgo % WINDOW.toMillis();
    }

    private static String negated(String where) {
        return where.startsWith("not ") ? where.substring("not ".length()) : "not " + where;
    }

    /** Has backlogs merged until service and broker are at their speed. */
    void warmUp(Duration time, int windows) {
        long end = System.nanoTime() + time.toNanos();
        do {
            run(windows);
        } while (System.nanoTime() < end);
    }

    /**
     * What came of one backlog.
     *
     * @param realNanos until the last real event was read
     * @param nanos until every window had its share
     */
    record Run(MergedFeed feed, long realNanos, long nanos) {}

    /** Writes a backlog that becomes visible at one moment, and reads the feed until every window has its share. */
    Run run(int windows) {
        try (KafkaConsumer<byte[], byte[]> consumer = new CommittedRecords(cluster, topic + ".augmented").openAtEnd()) {
            long from = next;
            next += (long) windows * EVENTS_A_WINDOW;
            MergedFeed feed = new MergedFeed(time(from), WINDOW.toMillis(), windows, this::isRare);
            Backlog backlog = Backlog.write(cluster, "augment-benchmark", from, next, this::event);
            return read(consumer, feed, next - from, backlog.nanoTime());
        }
    }

    private Run read(KafkaConsumer<byte[], byte[]> consumer, MergedFeed feed, long events, long start) {
        long realNanos = 0;
        long heard = start;
        while (feed.real() < events || feed.lowestShare() < wantedShare) {
            if (read(consumer, feed)) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new UserException("Expected " + events + " real events and a share of " + wantedShare
                        + " in each window, found " + feed.real() + " and " + feed.lowestShare()
                        + " and nothing more for " + SILENCE.toSeconds() + " s");
            }
            if (realNanos == 0 && feed.real() == events) {
                realNanos = heard - start;
            }
        }
        long nanos = heard - start;
        while (System.nanoTime() - heard < AFTERWARDS.toNanos()) {
            read(consumer, feed);
        }
        return new Run(feed, realNanos, nanos);
    }

    private static boolean read(KafkaConsumer<byte[], byte[]> consumer, MergedFeed feed) {
        var records = consumer.poll(POLL);
        records.forEach(feed::add);
        return !records.isEmpty();
    }

    private long time(long number) {
        return firstTime + number;
    }

    /** Evenly spread. */
    private boolean isRare(long number) {
        return (long) ((number + 1) * rareShare) > (long) (number * rareShare);
    }

    private ProducerRecord<byte[], byte[]> event(long number) {
        List<byte[]> values = isRare(number) ? rare : ordinary;
        return new ProducerRecord<>(
                topic,
                (int) (number % partitions),
                time(number),
                ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
                values.get((int) (number % values.size())));
    }
}

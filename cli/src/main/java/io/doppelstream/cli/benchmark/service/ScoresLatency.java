package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events at a rate, and measures from the moment before each is sent to reading its score.
 *
 * @param output topic of the scores, by the numbers of their events
 * @param event of a number
 */
record ScoresLatency(ClusterOptions cluster, String output, LongFunction<ProducerRecord<byte[], byte[]>> event) {

    private static final Duration SILENCE = Duration.ofSeconds(20);

    /**
     * Measures.
     *
     * @param first number of the first event
     * @param skipped events at the start that are not counted
     * @param rate events per second
     */
    ScoresFigures.Latency measure(long first, int events, int skipped, double rate) {
        long[] sentAt = new long[events];
        Map<String, Object> properties = new HashMap<>(cluster.client());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new CommittedRecords(cluster, output).openAtEnd();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            CompletableFuture<Long> sending =
                    CompletableFuture.supplyAsync(() -> send(producer, first, start, rate, sentAt));
            double[] millis = read(consumer, first, sentAt);
            double seconds = (sending.join() - start) / 1e9;
            double[] measured = Arrays.copyOfRange(millis, skipped, events);
            Arrays.sort(measured);
            return new ScoresFigures.Latency(
                    rate,
                    events / seconds,
                    measured.length,
                    measured[measured.length / 2],
                    measured[Math.min(measured.length - 1, measured.length * 99 / 100)],
                    measured[measured.length - 1]);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // An event that could not be sent has no score, which is noticed.
    private long send(KafkaProducer<byte[], byte[]> producer, long first, long start, double rate, long[] sentAt) {
        for (int i = 0; i < sentAt.length; i++) {
            long due = start + (long) (i / rate * 1e9);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sentAt[i] = System.nanoTime();
            producer.send(event.apply(first + i));
        }
        return System.nanoTime();
    }

    private double[] read(KafkaConsumer<byte[], byte[]> consumer, long first, long[] sentAt) {
        double[] millis = new double[sentAt.length];
        Arrays.fill(millis, Double.NaN);
        int found = 0;
        long heard = System.nanoTime();
        while (found < millis.length) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                heard = System.nanoTime();
                int index = (int) (ByteBuffer.wrap(record.key()).getLong() - first);
                if (index >= 0 && Double.isNaN(millis[index])) {
                    millis[index] = (heard - sentAt[index]) / 1e6;
                    found++;
                }
            }
            if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new UserException("Expected " + millis.length + " scores on " + output + ", found " + found
                        + " and no more for " + SILENCE.toSeconds() + " s");
            }
        }
        return millis;
    }
}

package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.service.client.TopicReader;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is in a feed of real and synthetic records; labelled anomalies do not count.
 *
 * @param real real records
 * @param realRare those of the rare class
 * @param synthetic records added, all of the rare class
 */
record BalancedFeed(long real, long realRare, long synthetic) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    double realShare() {
        return (double) realRare / real;
    }

    double share() {
        return (double) (realRare + synthetic) / (real + synthetic);
    }

    /** Reads the feed until all real records are there, the rare class has its share and nothing is added any more, or for a minute. */
    static BalancedFeed await(ClusterOptions cluster, SchemaRegistry registry, String topic, long real, double share) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        BalancedFeed before = read(cluster, registry, topic);
        while (true) {
            LockSupport.parkNanos(PAUSE.toNanos());
            BalancedFeed now = read(cluster, registry, topic);
            boolean complete = now.real() >= real && now.share() >= share;
            if ((complete && now.equals(before)) || System.nanoTime() > deadline) {
                return now;
            }
            before = now;
        }
    }

    private static BalancedFeed read(ClusterOptions cluster, SchemaRegistry registry, String topic) {
        AvroDeserializer<GenericRecord> deserializer = AvroDeserializer.generic(registry);
        long[] counts = new long[3];
        new TopicReader(cluster.client()).readAll(topic, record -> {
            if (record.headers().lastHeader(DoppelHeaders.ANOMALY) == null) {
                counts[kind(deserializer, record)]++;
            }
        });
        return new BalancedFeed(counts[0] + counts[1], counts[1], counts[2]);
    }

    /** 0: real, 1: real and rare, 2: synthetic. */
    private static int kind(AvroDeserializer<GenericRecord> deserializer, ConsumerRecord<byte[], byte[]> record) {
        if (DoppelHeaders.isSynthetic(record.headers())) {
            return 2;
        }
        GenericRecord event = deserializer.deserialize(record.topic(), record.value());
        return "yes".equals(String.valueOf(event.get("y"))) ? 1 : 0;
    }
}

package io.doppelstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.service.client.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.header.Header;

/**
 * Scores of events and of labelled anomalies among them.
 *
 * @param events scores of real events
 * @param anomalies scores of anomalies by their kind
 */
record ScoredAttack(List<AnomalyScore> events, Map<String, List<AnomalyScore>> anomalies) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Place of a record. */
    private record Place(int partition, long offset) {}

    /** Reads the scores of so many records of a topic, and which of these are anomalies. */
    static ScoredAttack await(ClusterOptions cluster, SchemaRegistry registry, String topic, long records) {
        TopicReader reader = new TopicReader(cluster.client());
        Map<Place, String> kinds = new HashMap<>();
        reader.readAll(topic, record -> {
            Header label = record.headers().lastHeader(DoppelHeaders.ANOMALY);
            if (label != null) {
                String kind = new String(label.value(), UTF_8).split(":", 2)[0];
                kinds.put(new Place(record.partition(), record.offset()), kind);
            }
        });
        List<AnomalyScore> scores = scores(reader, registry, topic + ".scores", records);
        List<AnomalyScore> events = new ArrayList<>();
        Map<String, List<AnomalyScore>> anomalies = new TreeMap<>();
        for (AnomalyScore score : scores) {
            String kind = kinds.get(new Place(score.getPartition(), score.getOffset()));
            (kind == null ? events : anomalies.computeIfAbsent(kind, first -> new ArrayList<>())).add(score);
        }
        return new ScoredAttack(events, anomalies);
    }

    private static List<AnomalyScore> scores(TopicReader reader, SchemaRegistry registry, String topic, long records) {
        AvroDeserializer<AnomalyScore> deserializer = AvroDeserializer.specific(registry, AnomalyScore.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<AnomalyScore> scores = new ArrayList<>();
            reader.readAll(topic, record -> scores.add(deserializer.deserialize(topic, record.value())));
            if (scores.size() >= records) {
                return scores;
            }
            if (System.nanoTime() > deadline) {
                throw new UserException("Expected " + records + " scores on " + topic + " within "
                        + PATIENCE.toSeconds() + " s, found " + scores.size());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    long injected() {
        return anomalies.values().stream().mapToLong(List::size).sum();
    }

    long found() {
        return anomalies.values().stream().mapToLong(ScoredAttack::alerts).sum();
    }

    /** Share of alerts among the real events. */
    double alertedShare() {
        return (double) alerts(events) / events.size();
    }

    /** Share of alerts by kind of anomaly. */
    Map<String, Double> recall() {
        Map<String, Double> recall = new TreeMap<>();
        anomalies.forEach((kind, scores) -> recall.put(kind, (double) alerts(scores) / scores.size()));
        return recall;
    }

    private static long alerts(List<AnomalyScore> scores) {
        return scores.stream().filter(AnomalyScore::getAlert).count();
    }
}

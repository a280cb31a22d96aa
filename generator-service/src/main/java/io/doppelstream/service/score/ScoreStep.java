package io.doppelstream.service.score;

import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.event.EventColumns;
import io.doppelstream.service.event.EventDecoder;
import io.doppelstream.service.event.UnusableEventException;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.topology.DeadLetters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Scores what was polled together in one run of the model. Scores and alerts have key, partition and timestamp of their event; what cannot be
 * scored becomes a dead letter; tombstones are passed over.
 */
final class ScoreStep implements Step {
    /** A score holds the key twice, as its own and as a field, and has to stay below the broker's message limit. */
    private static final int LONGEST_KEY = 64 * 1024;

    private final Scorer scorer;
    private final ScorerModel chosen;
    private final IdentityHashMap<Schema, EventColumns> columns = new IdentityHashMap<>();
    private String digest = "";
    private EventScorer eventScorer;

    ScoreStep(Scorer scorer) {
        this.scorer = scorer;
        this.chosen = new ScorerModel(scorer);
    }

    @Override
    public Optional<String> prepare() {
        Optional<String> missing = chosen.choose();
        scorer.metrics().waiting(missing.isPresent());
        return missing;
    }

    @Override
    public Optional<Result> take(ConsumerRecords<byte[], byte[]> records) {
        long start = System.nanoTime();
        LoadedModel model = chosen.model();
        if (!model.digest().equals(digest)) {
            digest = model.digest();
            columns.clear();
            eventScorer = new EventScorer(scorer.settings(), model);
        }
        List<ProducerRecord<byte[], byte[]>> output = new ArrayList<>(records.count());
        List<Event> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            read(record, events, output);
        }
        if (!events.isEmpty()) {
            score(events, output);
            count(model, events, output);
        }
        scorer.metrics().batch(Duration.ofNanos(System.nanoTime() - start));
        return Optional.of(new Result(output, records.nextOffsets()));
    }

    private void read(
            ConsumerRecord<byte[], byte[]> record, List<Event> events, List<ProducerRecord<byte[], byte[]>> output) {
        if (record.value() == null) {
            scorer.metrics().skipped();
        } else if (record.key() != null && record.key().length > LONGEST_KEY) {
            refuse(
                    record,
                    ReasonCode.RECORD_TOO_LARGE,
                    "Expected a key of at most " + LONGEST_KEY + " bytes, since scores are keyed as their event, found "
                            + record.key().length,
                    output);
        } else {
            EventDecoder.Outcome<Event> outcome = scorer.events().read(record.value(), event -> event(record, event));
            if (outcome instanceof EventDecoder.Outcome.Read<Event> read) {
                events.add(read.event());
            } else if (outcome instanceof EventDecoder.Outcome.Refused<Event> refused) {
                refuse(record, refused.reason(), refused.message(), output);
            }
        }
    }

    private Event event(ConsumerRecord<byte[], byte[]> source, GenericRecord record) throws UnusableEventException {
        EventColumns known = columns.get(record.getSchema());
        if (known == null) {
            known = EventColumns.of(chosen.model().manifest().schema(), record.getSchema());
            columns.put(record.getSchema(), known);
        }
        return new Event(source, record, known, known.values(record));
    }

    /** All at once; where the model fails, one by one, so that one event does not stop the others. */
    private void score(List<Event> events, List<ProducerRecord<byte[], byte[]>> output) {
        List<AnomalyScore> scores;
        try {
            scores = eventScorer.score(events);
        } catch (GenerationException | IllegalArgumentException e) {
            if (events.size() > 1) {
                events.forEach(event -> score(List.of(event), output));
            } else {
                refuse(
                        events.get(0).source(),
                        ReasonCode.INTERNAL_ERROR,
                        "Expected model " + chosen.model().label() + " to score this event, found: " + e.getMessage(),
                        output);
            }
            return;
        }
        for (int i = 0; i < scores.size(); i++) {
            write(events.get(i).source(), scores.get(i), output);
        }
    }

    private void write(
            ConsumerRecord<byte[], byte[]> source, AnomalyScore score, List<ProducerRecord<byte[], byte[]>> output) {
        output.add(record(scorer.settings().output(), source, score));
        if (score.getAlert()) {
            output.add(record(scorer.settings().alerts(), source, score));
        }
        scorer.metrics().scored(score.getAlert(), score.getUnseen());
    }

    private ProducerRecord<byte[], byte[]> record(
            String topic, ConsumerRecord<byte[], byte[]> source, AnomalyScore score) {
        byte[] value = scorer.patience()
                .call("write a score", () -> scorer.scoreWriter().serialize(topic, score));
        return new ProducerRecord<>(topic, source.partition(), timestamp(source), source.key(), value);
    }

    /** Null where the event has none: the producer's clock decides then. */
    private static Long timestamp(ConsumerRecord<byte[], byte[]> source) {
        return source.timestamp() < 0 ? null : source.timestamp();
    }

    private void count(LoadedModel model, List<Event> events, List<ProducerRecord<byte[], byte[]>> output) {
        if (scorer.settings().drift() != null && !model.manifest().reference().isEmpty()) {
            byte[] value = scorer.patience().call("write what was seen", () -> scorer.countWriter()
                    .serialize(scorer.counts(), MarginalCounter.count(model, events)));
            output.add(new ProducerRecord<>(scorer.counts(), MarginalCounter.key(scorer.settings()), value));
        }
    }

    private void refuse(
            ConsumerRecord<byte[], byte[]> record,
            ReasonCode reason,
            String message,
            List<ProducerRecord<byte[], byte[]>> output) {
        DeadLetter letter = DeadLetters.of(
                reason,
                message,
                null,
                new OrderOrigin(record.topic(), record.partition(), record.offset(), ByteBuffer.wrap(record.value())),
                Instant.now());
        String topic = scorer.topics().catalogue().deadLetters().name();
        byte[] value = scorer.patience()
                .call("write a dead letter", () -> scorer.deadLetterWriter().serialize(topic, letter));
        output.add(new ProducerRecord<>(topic, DeadLetters.key(record.key()), value));
        scorer.metrics().malformed();
    }

    /** Nothing is held: what was taken is done. */
    @Override
    public void restart(Map<TopicPartition, OffsetAndMetadata> committed) {}

    @Override
    public void close() {
        chosen.close();
    }
}

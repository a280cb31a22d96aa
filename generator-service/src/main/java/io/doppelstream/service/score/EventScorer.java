package io.doppelstream.service.score;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.schemas.AnomalyScore;
import io.doppelstream.schemas.ColumnContribution;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.models.Detector;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.Scores;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Scores events with one version of a model. */
final class EventScorer {
    private static final int LONGEST_TEXT = 200;

    private final ScorerSettings settings;
    private final LoadedModel model;
    private final Manifest manifest;
    private final Detector detector;
    private final Scoring scoring;
    private final int[] learned;

    EventScorer(ScorerSettings settings, LoadedModel model) {
        this.settings = settings;
        this.model = model;
        this.manifest = model.manifest();
        this.detector = model.detector().orElseThrow();
        this.scoring = detector.scoring();
        this.learned = manifest.signature().outputs().stream()
                .mapToInt(Manifest.Output::column)
                .toArray();
    }

    /** Scores of events, one each, in their order. */
    List<AnomalyScore> score(List<Event> events) {
        float[] features =
                new float[Math.multiplyExact(events.size(), detector.features().width())];
        for (int i = 0; i < events.size(); i++) {
            detector.features().encode(events.get(i).values(), features, i);
        }
        Scores scores = detector.score(features, events.size());
        List<AnomalyScore> all = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            all.add(score(events.get(i), scores, i));
        }
        return all;
    }

    private AnomalyScore score(Event event, Scores scores, int row) {
        ConsumerRecord<byte[], byte[]> source = event.source();
        double[] raw = scores.of(row);
        double percentile = scoring.percentile(raw);
        return new AnomalyScore(
                settings.name(),
                source.topic(),
                source.partition(),
                source.offset(),
                source.key() == null ? null : ByteBuffer.wrap(source.key()),
                Instant.ofEpochMilli(source.timestamp()),
                manifest.name(),
                manifest.version(),
                model.digest(),
                scoring.score(),
                scoring.value(raw),
                percentile,
                percentile > 1 - settings.alertRate(),
                settings.alertRate(),
                unseen(event),
                top(event, scores, row));
    }

    private List<String> unseen(Event event) {
        List<String> names = new ArrayList<>(0);
        for (int index : learned) {
            Column column = manifest.schema().column(index);
            double value = event.values()[index];
            if (Double.isNaN(value) ? !column.nullable() : column.categorical() && value == EventFeatures.UNSEEN) {
                names.add(column.name());
            }
        }
        return names;
    }

    private List<ColumnContribution> top(Event event, Scores scores, int row) {
        int first = row * learned.length;
        double sum = 0;
        for (int i = 0; i < learned.length; i++) {
            sum += scores.contributions()[first + i];
        }
        boolean[] taken = new boolean[learned.length];
        List<ColumnContribution> top = new ArrayList<>(settings.top());
        while (top.size() < Math.min(settings.top(), learned.length)) {
            int largest = -1;
            for (int i = 0; i < learned.length; i++) {
                if (!taken[i]
                        && (largest < 0
                                || scores.contributions()[first + i] > scores.contributions()[first + largest])) {
                    largest = i;
                }
            }
            double contribution = scores.contributions()[first + largest];
            if (!(contribution > 0)) {
                break;
            }
            taken[largest] = true;
            int column = learned[largest];
            top.add(new ColumnContribution(
                    manifest.schema().column(column).name(),
                    contribution / sum,
                    actual(event, column),
                    expected(scores.expected().get(column), column, row)));
        }
        return top;
    }

    private String actual(Event event, int index) {
        double value = event.values()[index];
        Column column = manifest.schema().column(index);
        if (Double.isNaN(value)) {
            return null;
        } else if (!column.categorical()) {
            return Values.text(column.type(), value);
        } else if (value != EventFeatures.UNSEEN) {
            return cut(column.vocabulary().get((int) value));
        }
        return cut(event.columns().text(event.record(), index));
    }

    private String expected(ColumnData data, int index, int row) {
        Column column = manifest.schema().column(index);
        if (data.isNull(row)) {
            return null;
        } else if (column.categorical()) {
            return cut(column.vocabulary().get((int) data.number(row)));
        }
        return data instanceof ColumnData.Longs longs
                ? Values.text(column.type(), longs.values()[row])
                : Values.text(column.type(), data.number(row));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}

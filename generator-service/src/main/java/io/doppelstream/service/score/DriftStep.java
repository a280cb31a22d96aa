package io.doppelstream.service.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.schemas.ColumnDrift;
import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.MarginalCounts;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.service.config.DriftSettings;
import io.doppelstream.service.models.LoadedModels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Adds up what was seen, by whichever instance, and reports on every window that is full. Offsets are committed only where a window ends,
 * so the topic is the state: after a restart the counts of the unfinished window come again. What the rule for retraining has to
 * remember stands beside the offset.
 */
final class DriftStep implements Step {
    private final Scorer scorer;
    private final DriftSettings settings;
    private DriftWindow window;
    private RetrainRule rule = RetrainRule.START;

    DriftStep(Scorer scorer) {
        this.scorer = scorer;
        this.settings = scorer.settings().drift();
    }

    @Override
    public Optional<String> prepare() {
        return Optional.empty();
    }

    @Override
    public Optional<Result> take(ConsumerRecords<byte[], byte[]> records) {
        List<ProducerRecord<byte[], byte[]>> output = new ArrayList<>();
        Optional<OffsetAndMetadata> done = Optional.empty();
        TopicPartition partition = records.partitions().iterator().next();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            MarginalCounts counts = scorer.patience()
                    .call("read what was seen", () -> scorer.countReader().deserialize(record.topic(), record.value()));
            if (window != null && !window.isOf(counts)) {
                window = null;
                rule = rule.ofAnotherVersion();
            }
            if (window != null && isOver(counts)) {
                report(output);
                done = Optional.of(new OffsetAndMetadata(record.offset(), rule.toString()));
            }
            if (window == null) {
                window = new DriftWindow(counts);
            } else {
                window.add(counts);
            }
            if (settings.events() != null && window.events() >= settings.events()) {
                report(output);
                done = Optional.of(new OffsetAndMetadata(record.offset() + 1, rule.toString()));
            }
        }
        return done.map(offset -> new Result(output, Map.of(partition, offset)));
    }

    private boolean isOver(MarginalCounts next) {
        Duration length = settings.window();
        return length != null && next.getTo().toEpochMilli() - window.from() >= length.toMillis();
    }

    private void report(List<ProducerRecord<byte[], byte[]>> output) {
        MarginalCounts model = window.model();
        DriftReport report;
        try (LoadedModels.Lease lease = scorer.patience().call("find model " + model.getModel(), () -> scorer.catalog()
                .require(model.getModel(), model.getVersion(), model.getDigest()))) {
            report = report(lease.model().manifest());
        }
        window = null;
        byte[] key = scorer.settings().name().getBytes(UTF_8);
        String topic = scorer.topics().catalogue().drift().name();
        output.add(new ProducerRecord<>(
                topic, key, scorer.patience().call("write a drift report", () -> scorer.reportWriter()
                        .serialize(topic, report))));
        RetrainRule.Verdict verdict = rule.after(report, scorer.settings(), Instant.now());
        rule = verdict.next();
        verdict.request().ifPresent(request -> output.add(write(request)));
        scorer.metrics().drift(report, verdict.request().isPresent());
    }

    private ProducerRecord<byte[], byte[]> write(TrainingRequest request) {
        String topic = scorer.topics().catalogue().trainingRequests().name();
        byte[] value = scorer.patience().call("write a request for training", () -> scorer.trainingWriter()
                .serialize(topic, request));
        return new ProducerRecord<>(topic, request.getModel().getBytes(UTF_8), value);
    }

    private DriftReport report(Manifest manifest) {
        List<ColumnDrift> columns = new ArrayList<>();
        for (int i = 0; i < manifest.reference().size(); i++) {
            ReferenceMarginal reference = manifest.reference().get(i);
            DriftMeasure measure = new DriftMeasure(reference);
            double psi = measure.psi(window.bins(i), window.unseen(i));
            boolean categorical = manifest.schema().column(reference.column()).categorical();
            columns.add(new ColumnDrift(
                    manifest.schema().column(reference.column()).name(),
                    psi,
                    categorical ? null : measure.ks(window.bins(i)),
                    window.unseen(i),
                    psi >= settings.psi()));
        }
        columns.sort(Comparator.comparingDouble((ColumnDrift column) -> -column.getPsi()));
        return new DriftReport(
                scorer.settings().name(),
                scorer.settings().topic(),
                manifest.name(),
                manifest.version(),
                window.model().getDigest(),
                Instant.ofEpochMilli(window.from()),
                Instant.ofEpochMilli(window.to()),
                window.events(),
                columns,
                columns.stream().anyMatch(ColumnDrift::getDrifted));
    }

    @Override
    public void restart(Map<TopicPartition, OffsetAndMetadata> committed) {
        window = null;
        rule = committed.values().stream()
                .filter(offset -> offset != null)
                .findFirst()
                .map(offset -> RetrainRule.parse(offset.metadata()))
                .orElse(RetrainRule.START);
    }

    @Override
    public void close() {}
}

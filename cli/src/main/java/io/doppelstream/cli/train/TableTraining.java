package io.doppelstream.cli.train;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.privacy.PrivacyNotice;
import io.doppelstream.trainer.stream.StreamConfig;
import io.doppelstream.trainer.stream.StreamedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Fits a model to a table: in memory, or through a window where it is larger than that.
 *
 * @param privacy budget of differential privacy; empty: none
 * @param version of the model
 * @param out folder for it
 */
record TableTraining(
        TrainingOptions options,
        TableOptions tables,
        GanConfig gan,
        Optional<PrivacyConfig> privacy,
        String version,
        Path out) {

    /**
     * Trains.
     *
     * @param source is closed once it is read
     * @param records schema of the topic's records; empty: the table is not from a topic
     */
    TrainingResult run(TableSource source, Optional<Schema> records) throws IOException, UnusableDataException {
        System.err.print(SchemaSummary.of(source.schema(), source.rows()));
        int rows = (int) Math.min(Integer.MAX_VALUE, Math.round(source.rows() * (1 - options.holdout())));
        privacy.ifPresent(spent -> System.err.print(PrivacyNotice.warning(spent, rows, source.schema())));
        TrainingConfig config = config(rows, records);
        StreamConfig stream = tables.stream();
        if (stream.streams(source.rows(), options.holdout())) {
            refuseInMemoryOnly(source.rows(), stream.windowRows());
            return runStreamed(StreamedTable.of(source.shuffle(options.seed()), options.holdout(), stream), config);
        }
        Table table = source.read();
        source.close();
        Optional<String> anomalies = tables.labels().anomalies();
        if (anomalies.isPresent()) {
            return new LabelledTraining(config, anomalies.get(), tables.labels().normalOnly(), out).run(table);
        }
        return TrainingRun.atTerminal((bar, stop) -> new TabularTrainer(config, bar, stop).train(table, out));
    }

    private TrainingConfig config(int rows, Optional<Schema> records) {
        // A checkpoint would hold weights and optimizer moments between two steps of the budget.
        Start fresh = privacy.isPresent() ? Start.UNSAVED : Start.NEW;
        TrainingConfig plain = options.complete(
                        TrainingConfig.of(
                                options.name(), version, gan, options.budget(gan, privacy, rows), options.seed()),
                        fresh)
                .withEvaluation(tables.evaluation());
        TrainingConfig config = privacy.map(plain::withPrivacy).orElse(plain);
        // Without the label's columns records are not those of the topic.
        return records.filter(schema -> tables.labels().anomalies().isEmpty())
                .map(schema -> config.withRecordSchema(schema.toString()))
                .orElse(config);
    }

    private void refuseInMemoryOnly(long rows, int window) {
        if (tables.labels().anomalies().isPresent()) {
            throw new UserException("Expected a table that fits into --window (" + window
                    + " rows) with --anomaly-where, found one of " + rows + " rows: raise --window");
        }
        if (privacy.isPresent()) {
            throw new UserException("Expected a table that fits into --window (" + window
                    + " rows) with --epsilon, which trains on all rows in memory, found one of " + rows
                    + " rows: raise --window");
        }
    }

    private TrainingResult runStreamed(StreamedTable table, TrainingConfig config) throws IOException {
        System.err.printf(
                Locale.ROOT,
                "Training on %,d rows, %,d of them in memory at a time; %,d rows are set aside for the figures, %,d for"
                        + " the evaluations on the way%n",
                table.rows(),
                table.window().rows(),
                table.holdout().rows(),
                table.reference().rows());
        return TrainingRun.atTerminal((bar, stop) -> new TabularTrainer(config, bar, stop).train(table, out));
    }
}

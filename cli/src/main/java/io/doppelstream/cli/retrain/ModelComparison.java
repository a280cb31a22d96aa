package io.doppelstream.cli.retrain;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.CsvWriter;
import io.doppelstream.model.data.ParquetWriter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.replay.Identifiers;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.sample.PackageDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares two models with the same real records, by way of files, as {@code doppel evaluate} does: so neither side is
 * judged by the categories and the null that the other one knows. Models that both detect anomalies are compared as detectors, too.
 */
final class ModelComparison {

    /** With fewer records the figures say little. */
    static final int FEWEST_ROWS = 50;

    private static final int MOST_ROWS = 50_000;

    private final Path holdout;
    private final SchemaOverrides overrides;
    private final Optional<InjectedRecords> injected;

    private ModelComparison(Path holdout, SchemaOverrides overrides, Optional<InjectedRecords> injected) {
        this.holdout = holdout;
        this.overrides = overrides;
        this.injected = injected;
    }

    /** Writes the records to compare with, {@value #MOST_ROWS} of them at most. */
    static void write(Table records, long seed, Path holdout) throws IOException {
        write(RowSample.atMost(MOST_ROWS, records, seed), holdout);
    }

    /**
     * Samples both models and compares them.
     *
     * @param holdout what {@link #write} wrote
     * @throws UserException where there are too few records to tell
     */
    static Contest run(Path holdout, ModelPackage champion, ModelPackage challenger)
            throws IOException, UnusableDataException {
        SchemaOverrides overrides = overrides(champion, challenger);
        int rows;
        try (TableSource source = TableSource.open(holdout, overrides)) {
            rows = (int) source.rows();
        }
        if (rows < FEWEST_ROWS) {
            throw new UserException("Expected at least " + FEWEST_ROWS
                    + " records set aside to compare the new version and the champion with, found " + rows
                    + ": wait until the topic has more, or ask for a larger holdout");
        }
        Optional<InjectedRecords> injected = injected(holdout, overrides, champion, challenger);
        ModelComparison comparison = new ModelComparison(holdout, overrides, injected);
        return new Contest(comparison.figures(champion, rows), comparison.figures(challenger, rows), rows);
    }

    /** Records to compare the two by as detectors, where both are. */
    private static Optional<InjectedRecords> injected(
            Path holdout, SchemaOverrides overrides, ModelPackage champion, ModelPackage challenger)
            throws IOException, UnusableDataException {
        if (champion.manifest().scoring() == null || challenger.manifest().scoring() == null) {
            return Optional.empty();
        }
        return InjectedRecords.of(TableReader.read(holdout, overrides));
    }

    /** Identifiers are nothing to compare; what one of both takes for categories stays that. */
    private static SchemaOverrides overrides(ModelPackage champion, ModelPackage challenger) {
        Map<String, ColumnOverride> columns = new HashMap<>();
        Stream.of(champion, challenger)
                .flatMap(model -> model.manifest().schema().columns().stream())
                .filter(Column::categorical)
                .forEach(column -> columns.put(column.name(), new ColumnOverride("categorical", null, null, false)));
        Stream.of(champion, challenger)
                .flatMap(model -> model.manifest().schema().columns().stream())
                .filter(column -> column.role() instanceof Role.Identifier)
                .forEach(column -> columns.put(column.name(), new ColumnOverride(null, null, null, true)));
        return new SchemaOverrides(null, columns);
    }

    private List<Map<String, Double>> figures(ModelPackage model, int rows) throws IOException, UnusableDataException {
        List<Map<String, Double>> figures = new ArrayList<>();
        Path sample = Files.createTempFile(holdout.toAbsolutePath().getParent(), "sample-", ".parquet");
        try (ModelSampler sampler = ModelSampler.open(model)) {
            for (int seed = 1; seed <= Contest.SAMPLES; seed++) {
                write(sampler.sample(rows, seed), sample);
                Table.Split tables = TableReader.readPair(holdout, sample, overrides);
                Map<String, Double> own = new HashMap<>(
                        QualityReport.of(tables.first(), tables.second()).figures());
                if (injected.isPresent()) {
                    PackageDetector detector = sampler.detector().orElseThrow();
                    own.putAll(injected.get().figures(detector, model.manifest().schema(), seed));
                }
                figures.add(own);
            }
        } finally {
            Files.deleteIfExists(sample);
        }
        return figures;
    }

    private static void write(Table table, Path file) throws IOException {
        CsvWriter.Identifiers identifiers = (column, format, row) -> new Identifiers(0, column).text(format, row);
        ParquetWriter.write(table, identifiers, file);
    }
}

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares two models with the same real records, by way of files, as {@code doppel evaluate} does: so neither side is
 * judged by the categories and the null that the other one knows.
 */
final class ModelComparison {

    /** With fewer records the figures say little. */
    static final int FEWEST_ROWS = 50;

    private static final int MOST_ROWS = 50_000;

    private final Path holdout;
    private final SchemaOverrides overrides;

    private ModelComparison(Path holdout, SchemaOverrides overrides) {
        this.holdout = holdout;
        this.overrides = overrides;
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
        ModelComparison comparison = new ModelComparison(holdout, overrides);
        return new Contest(comparison.figures(champion, rows), comparison.figures(challenger, rows), rows);
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
                figures.add(QualityReport.of(tables.first(), tables.second()).figures());
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

package io.doppelstream.cli;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.evaluate.ColumnScore;
import io.doppelstream.trainer.evaluate.QualityJson;
import io.doppelstream.trainer.evaluate.QualityReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel evaluate}: compares a real file and a synthetic one. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Compares synthetic rows with real ones: column shapes, pair trends, quality.",
        footer = {"", "Example:", "  doppel evaluate --real holdout.csv --synthetic synthetic.csv --out report"})
final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = "--real",
            required = true,
            paramLabel = "FILE",
            description = "Real rows that no model learned from.")
    private Path real;

    @Option(names = "--synthetic", required = true, paramLabel = "FILE", description = "Synthetic rows.")
    private Path synthetic;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for quality.json.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML with overrides of the inferred schema.")
    private Path config;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        SchemaOverrides overrides = config == null ? SchemaOverrides.NONE : SchemaOverrides.read(config);
        Table.Split tables = TableReader.readPair(real, synthetic, overrides);
        QualityReport report = QualityReport.of(tables.first(), tables.second());
        Files.createDirectories(out);
        QualityJson.write(out.resolve("quality.json"), report, 0);
        TextTable table = new TextTable("column", "metric", "score");
        for (ColumnScore score : report.shapes()) {
            table.row(score.column(), score.metric(), String.format(Locale.ROOT, "%.4f", score.score()));
        }
        System.out.print(table);
        System.out.printf(
                Locale.ROOT,
                "column shapes %.4f, pair trends %.4f, quality %.4f; written to %s%n",
                report.columnShapes(),
                report.columnPairTrends(),
                report.quality(),
                out.resolve("quality.json"));
        return 0;
    }
}

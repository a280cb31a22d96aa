package io.doppelstream.cli.evaluate;

import io.doppelstream.model.data.ComparedFiles;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Digests;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.evaluate.Evaluation;
import io.doppelstream.trainer.evaluate.EvaluationInput;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.evaluate.Evaluator;
import io.doppelstream.trainer.evaluate.QualityJson;
import io.doppelstream.trainer.evaluate.diagnostic.SourceFacts;
import io.doppelstream.trainer.report.Fact;
import io.doppelstream.trainer.report.Report;
import io.doppelstream.trainer.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel evaluate}: compares a real file and a synthetic one. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Compares synthetic rows with real ones: fidelity, validity and detection; with --train privacy, "
                + "with --target utility, with --protected bias.",
        footer = {
            "",
            "Example:",
            "  doppel evaluate --real holdout.csv --synthetic synthetic.csv --train train.csv --target y --out report"
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = "--real",
            required = true,
            paramLabel = "FILE",
            description = "Real rows that no model learned from.")
    private Path real;

    @Option(names = "--synthetic", required = true, paramLabel = "FILE", description = "Synthetic rows.")
    private Path synthetic;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for quality.json and report.html.")
    private Path out;

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "Rows that the model learned from: adds the privacy figures.")
    private Path train;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "Column that a user would predict: adds the utility figures.")
    private String target;

    @Option(
            names = "--protected",
            paramLabel = "COLUMN",
            description = "Column whose groups are compared by the target's rate; may be repeated.")
    private List<String> protectedColumns = new ArrayList<>();

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Seed of samples, folds and learners (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print quality.json instead of a summary.")
    private boolean json;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML with overrides of the inferred schema.")
    private Path config;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        EvaluationOptions options =
                new EvaluationOptions(Optional.ofNullable(target), protectedColumns, EvaluationLimits.defaults());
        SchemaOverrides overrides = config == null ? SchemaOverrides.NONE : SchemaOverrides.read(config);
        ComparedFiles files = ComparedFiles.read(real, synthetic, Optional.ofNullable(train), overrides);
        EvaluationInput input = new EvaluationInput(
                files.real(),
                files.synthetic(),
                files.train(),
                new SourceFacts(files.structure(), files.keyUniqueness()),
                options,
                seed);
        Evaluation evaluation = Evaluator.evaluate(
                input, (stage, number, stages) -> System.err.println("  " + number + " of " + stages + ": " + stage));
        Files.createDirectories(out);
        QualityJson.write(out.resolve("quality.json"), evaluation);
        ReportWriter.write(
                out.resolve("report.html"),
                Report.of(synthetic.getFileName().toString(), input, evaluation).withProvenance(provenance()));
        if (json) {
            System.out.print(QualityJson.text(evaluation));
        } else {
            System.out.print(EvaluationSummary.of(evaluation));
            System.out.println("written to " + out.resolve("quality.json") + " and " + out.resolve("report.html"));
        }
        return 0;
    }

    private List<Fact> provenance() throws IOException {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Real", real);
        add(facts, "Synthetic", synthetic);
        if (train != null) {
            add(facts, "Training", train);
        }
        facts.add(new Fact("Seed", Long.toString(seed)));
        facts.add(new Fact("Made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        return facts;
    }

    private static void add(List<Fact> facts, String side, Path file) throws IOException {
        facts.add(new Fact(side + " file", file.getFileName().toString()));
        facts.add(new Fact(side + " file, SHA-256", Digests.of(file)));
    }
}

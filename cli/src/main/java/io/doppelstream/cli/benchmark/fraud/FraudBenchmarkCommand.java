package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.benchmark.measure.TableOptions;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.trainer.evaluate.learner.Learner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel benchmark fraud}: whether conditioned records of a rare class help a detector, and at which share. */
@Command(
        name = "fraud",
        mixinStandardHelpOptions = true,
        description = "Trains detectors of a rare class on real rows alone, weighted, with SMOTE and with conditioned"
                + " synthetic rows at several shares, compares them on later rows and recommends a share.",
        footer = {
            "",
            "Examples:",
            "  doppel benchmark fraud --data ../shared/data --tables creditcard,bank --out results",
            "  doppel benchmark fraud --data payments.csv --where \"isFraud = 1\" --time paidAt --out results"
        })
public final class FraudBenchmarkCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "PATH",
            defaultValue = "../shared/data",
            description =
                    "Folder of the known tables (default: ${DEFAULT-VALUE}), or a CSV, Parquet or JSON file of your"
                            + " own, with --where; tables that are not there are skipped.")
    private Path data;

    @Option(
            names = "--tables",
            paramLabel = "NAME",
            split = ",",
            description = "These known tables alone (default: all).")
    private List<String> tables = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "For a file of your own: one condition on one column that makes a row one of the rare class.")
    private String where;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "For a file of your own: columns that order its rows, most significant first: numbers, dates or"
                            + " names of months (default: the split is at random). They are no features.")
    private List<String> time = List.of();

    @Option(
            names = "--shares",
            paramLabel = "S",
            split = ",",
            defaultValue = "0.05,0.1,0.2,0.3,0.5",
            description = "Shares of the rare class to try (default: ${DEFAULT-VALUE}).")
    private List<Double> shares;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Repetitions (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "1",
            description = "Minutes of training for each model (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--repeat-to",
            paramLabel = "S",
            defaultValue = "0",
            description = "Share of the rare class in what a model learns from, by repeating its rows; 0: as it is"
                    + " (default: ${DEFAULT-VALUE}).")
    private double repeatTo;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Rows of a table, at most (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for fraud.json, the models and the result of each seed, which are not made again where"
                            + " they are there (default: nothing is kept).")
    private Path out;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        List<FraudTask> tasks = tasks();
        Path work = out == null ? Files.createTempDirectory("doppel-benchmark-") : Files.createDirectories(out);
        try {
            List<FraudReport> reports = new ArrayList<>();
            for (FraudTask task : tasks) {
                if (TableOptions.file(task.name(), task.file()).isPresent()) {
                    reports.add(FraudReport.of(trials(task, work)));
                    Json.INDENTED.writeValue(work.resolve("fraud.json").toFile(), reports);
                }
            }
            System.out.print(
                    json
                            ? Json.INDENTED.writeValueAsString(reports) + System.lineSeparator()
                            : FraudReport.text(reports));
        } finally {
            if (out == null) {
                Folders.delete(work);
            }
        }
        return 0;
    }

    private List<FraudTask> tasks() {
        if (!(minutes > 0) || seeds < 1 || rows < 1 || !(repeatTo >= 0 && repeatTo < 1)) {
            throw new UserException(
                    "Expected --minutes above 0, --seeds and --rows of at least 1 and --repeat-to from 0 to"
                            + " below 1, found " + minutes + ", " + seeds + ", " + rows + " and " + repeatTo);
        }
        Optional<String> unavailable = Learner.unavailable();
        if (unavailable.isPresent()) {
            throw new UserException(unavailable.get());
        }
        if (where != null && Files.isRegularFile(data)) {
            return List.of(FraudTask.own(data, where, time));
        }
        if (where != null || !time.isEmpty() || Files.isRegularFile(data)) {
            throw new UserException(
                    "Expected --where, and --time where there is one, with --data of a file, found --data " + data
                            + (where == null ? " without --where" : " which is no file"));
        }
        return FraudTask.named(data, tables);
    }

    private List<FraudTrial> trials(FraudTask task, Path work)
            throws IOException, UnusableDataException, ModelPackageException {
        FraudTrial.Plan plan =
                new FraudTrial.Plan(task.name(), task.where(), task.time(), minutes, repeatTo, rows, shares);
        List<FraudTrial> trials = new ArrayList<>();
        FraudRows read = null;
        for (long seed = 1; seed <= seeds; seed++) {
            String name = task.name() + "-" + seed;
            Path file = work.resolve(name + ".json");
            Optional<FraudTrial> there = FraudTrial.read(file, plan);
            if (there.isEmpty()) {
                read = read == null ? FraudRows.read(task, rows) : read;
                System.err.println("Running " + task.name() + ", seed " + seed);
                FraudTrial trial =
                        FraudTrial.run(plan, read, seed, work.resolve("models").resolve(name));
                trial.write(file);
                trials.add(trial);
            } else {
                trials.add(there.get());
            }
        }
        return trials;
    }
}

package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.cli.benchmark.measure.GateTable;
import io.doppelstream.cli.benchmark.measure.TableOptions;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.detect.LabelledTable;
import io.doppelstream.trainer.detect.TrainedDetector;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.GanConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark detection}: the scores of the kind alad beside Isolation Forest and nearest neighbours. */
@Command(
        name = "detection",
        mixinStandardHelpOptions = true,
        description =
                "Trains detectors on the normal rows of half of each table and ranks the other half, beside Isolation"
                        + " Forest and nearest neighbours on the same rows.",
        footer = {
            "",
            "Example:",
            "  doppel benchmark detection --data ../shared/data --tables shuttle,kdd99 --out results"
        })
public final class DetectionBenchmarkCommand implements Callable<Integer> {

    /** The generator is not looked at here: it has just enough of the time for its critic. */
    private static final AladConfig SETTINGS = (AladConfig) GanConfig.of("alad", Map.of("detectorShare", 0.9));

    @Mixin
    private TableOptions tables;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds of training for each detector (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Splits and detectors of each table (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for detection.json (default: it is not kept).")
    private Path out;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        if (!(seconds > 0) || seeds < 1) {
            throw new UserException(
                    "Expected --seconds above 0 and --seeds of at least 1, found " + seconds + " and " + seeds);
        }
        if (out != null) {
            Files.createDirectories(out);
        }
        List<DetectionTrial> trials = new ArrayList<>();
        for (DetectionTask task : DetectionTask.named(tables.names())) {
            Optional<LabelledTable> table = task.read(tables.data());
            for (long seed = 1; table.isPresent() && seed <= seeds; seed++) {
                System.err.println("Training on " + task.name() + ", seed " + seed + ", for " + seconds + " s");
                trials.add(DetectionTrial.run(
                        task.name(), table.get(), SETTINGS, seed, Duration.ofMillis(Math.round(seconds * 1000))));
                if (out != null) {
                    Json.INDENTED.writeValue(out.resolve("detection.json").toFile(), trials);
                }
            }
        }
        System.out.print(
                json
                        ? Json.INDENTED.writeValueAsString(trials) + System.lineSeparator()
                        : "ROC AUC" + System.lineSeparator() + table(trials, "rocAuc.") + "Average precision"
                                + System.lineSeparator() + table(trials, "averagePrecision."));
        return 0;
    }

    /** Means over the seeds, and over the tables below. */
    private static String table(List<DetectionTrial> trials, String figure) {
        List<String> detectors = new ArrayList<>(
                List.of(DetectionTrial.DEFAULT, DetectionTrial.FOREST, DetectionTrial.NEIGHBOURS, Scoring.RANK_MEAN));
        detectors.addAll(TrainedDetector.MEMBERS);
        List<String> header = new ArrayList<>(List.of("table"));
        header.addAll(detectors);
        TextTable text = new TextTable(header.toArray(String[]::new));
        List<String> names =
                trials.stream().map(DetectionTrial::table).distinct().toList();
        for (String name : names) {
            List<Object> row = new ArrayList<>(List.of(name));
            detectors.forEach(detector -> row.add(GateTable.number(mean(trials, name, figure + detector))));
            text.row(row.toArray());
        }
        List<Object> row = new ArrayList<>(List.of("mean"));
        detectors.forEach(detector -> row.add(GateTable.number(names.stream()
                .mapToDouble(name -> mean(trials, name, figure + detector))
                .average()
                .orElse(Double.NaN))));
        return text.row(row.toArray()).toString();
    }

    private static double mean(List<DetectionTrial> trials, String table, String figure) {
        return trials.stream()
                .filter(trial -> trial.table().equals(table))
                .mapToDouble(trial -> trial.figures().get(figure))
                .average()
                .orElse(Double.NaN);
    }
}

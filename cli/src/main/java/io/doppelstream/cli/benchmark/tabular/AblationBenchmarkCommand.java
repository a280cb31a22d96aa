package io.doppelstream.cli.benchmark.tabular;

import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.gan.GanConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel benchmark ablation}: what each setting of the tabular kind is worth, at equal wall time. */
@Command(
        name = "ablation",
        mixinStandardHelpOptions = true,
        description = "Trains variants of the default configuration for the same time and compares their figures.",
        footer = {"", "Example:", "  doppel benchmark ablation --data ../shared/data --minutes 1 --seeds 3"})
public final class AblationBenchmarkCommand implements Callable<Integer> {

    private static final List<String> FIGURES = List.of(
            "columnShapes", "columnPairTrends", "quality", "utility.loss", "detection.c2stAuc", "conditional.mean");

    /** Many models are compared: those figures that are not cost no time. */
    private static final EvaluationLimits LIMITS =
            new EvaluationLimits(50_000, 200, 200, 200, 200, 50_000, 10_000, 5_000, 30, 2_000, 1);

    /**
     * What is compared.
     *
     * @param name for the table
     * @param kind GAN kind
     * @param settings away from their defaults
     */
    private record Variant(String name, String kind, Map<String, Object> settings) {
        private Variant(String name, String setting, Object value) {
            this(name, "tabular", Map.of(setting, value));
        }
    }

    private static final List<Variant> VARIANTS = List.of(
            new Variant("default", "tabular", Map.of()),
            new Variant("no calibration", "calibrate", false),
            new Variant("target by the generator", "classifyTarget", false),
            new Variant("WGAN-GP", "game", "WASSERSTEIN"),
            new Variant("mixture encoder", "encoder", "MIXTURE"),
            new Variant("no hat features", "hats", 0),
            new Variant("no product features", "products", 0),
            new Variant("condition not embedded", "conditionEmbedding", 0),
            new Variant("no weight average", "averageDecay", 0),
            new Variant("information loss", "informationWeight", 0.1),
            new Variant("critic warm-up", "warmUpShare", 0.05),
            new Variant("penalty on a quarter", "penaltyShare", 0.25),
            new Variant("CTGAN", "ctgan", Map.of()));

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "../shared/data",
            description = "Folder of the tables (default: ${DEFAULT-VALUE}); tables that are not there are skipped.")
    private Path data;

    @Option(
            names = "--tables",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "adult,king-county",
            description = "Tables (default: ${DEFAULT-VALUE}).")
    private List<String> tables;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "1",
            description = "Minutes of training for each model (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Models of each variant (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "JSON file with the figures of every model, written after each (default: none).")
    private Path out;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        if (!(minutes > 0) || seeds < 1) {
            throw new UserException(
                    "Expected --minutes above 0 and --seeds of at least 1, found " + minutes + " and " + seeds);
        }
        List<TabularTrial> trials = new ArrayList<>();
        Path work = Files.createTempDirectory("doppel-ablation-");
        try {
            for (TabularTask task : TabularTask.named(tables)) {
                Optional<Table> table = task.read(data);
                if (table.isEmpty()) {
                    continue;
                }
                for (long seed = 1; seed <= seeds; seed++) {
                    for (Variant variant : VARIANTS) {
                        trials.add(trial(task, table.get(), variant, seed, work));
                        if (out != null) {
                            Json.INDENTED.writeValue(out.toFile(), trials);
                        }
                    }
                }
            }
        } finally {
            Folders.delete(work);
        }
        System.out.print(json ? Json.INDENTED.writeValueAsString(trials) + System.lineSeparator() : table(trials));
        return 0;
    }

    private TabularTrial trial(TabularTask task, Table table, Variant variant, long seed, Path work)
            throws IOException {
        System.err.println(task.name() + ", " + variant.name() + ", seed " + seed);
        return TabularTrial.run(
                task.name(),
                variant.name(),
                GanConfig.of(variant.kind(), variant.settings()),
                table,
                task.target(),
                LIMITS,
                seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                work.resolve(task.name() + "-" + VARIANTS.indexOf(variant) + "-" + seed));
    }

    private String table(List<TabularTrial> trials) {
        List<String> header = new ArrayList<>(List.of("table", "variant", "steps"));
        header.addAll(FIGURES);
        TextTable text = new TextTable(header.toArray(String[]::new));
        for (String name : trials.stream().map(TabularTrial::table).distinct().toList()) {
            for (Variant variant : VARIANTS) {
                List<TabularTrial> own = trials.stream()
                        .filter(trial ->
                                trial.table().equals(name) && trial.variant().equals(variant.name()))
                        .toList();
                List<Object> row = new ArrayList<>(List.of(
                        name,
                        variant.name(),
                        Math.round(own.stream()
                                .mapToLong(TabularTrial::steps)
                                .average()
                                .orElse(0))));
                FIGURES.forEach(figure -> row.add(mean(own, figure)));
                text.row(row.toArray());
            }
        }
        return text.toString();
    }

    private static String mean(List<TabularTrial> trials, String figure) {
        double mean = trials.stream()
                .mapToDouble(trial -> trial.figures().getOrDefault(figure, Double.NaN))
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.4f", mean);
    }
}

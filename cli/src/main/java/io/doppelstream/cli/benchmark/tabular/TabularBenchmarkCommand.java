package io.doppelstream.cli.benchmark.tabular;

import io.doppelstream.cli.benchmark.measure.Choice;
import io.doppelstream.cli.benchmark.measure.GateTable;
import io.doppelstream.cli.benchmark.measure.TableOptions;
import io.doppelstream.cli.terminal.Json;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark tabular}: fidelity, utility and privacy of the default configuration on real tables. */
@Command(
        name = "tabular",
        mixinStandardHelpOptions = true,
        description = "Trains the default configuration on real tables and holds every figure against its bounds.",
        footer = {
            "",
            "Examples:",
            "  doppel benchmark tabular --data ../shared/data --tables adult,bank --out results",
            "  doppel benchmark tabular --tables bank --kinds tabular,ctgan,wgan-gp --minutes 2 --seeds 3"
        })
public final class TabularBenchmarkCommand implements Callable<Integer> {

    @Mixin
    private TableOptions tables;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "tabular",
            description = "GAN kinds that are trained on each table (default: ${DEFAULT-VALUE}).")
    private List<String> kinds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "8",
            description = "Minutes of training for each model (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Models of each table (default: 3 of some, 1 of others).")
    private Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for tabular.json and the models with their reports (default: nothing is kept).")
    private Path out;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        if (!(minutes > 0) || (seeds != null && seeds < 1)) {
            throw new UserException("Expected --minutes above 0 and --seeds of at least 1, found " + minutes + " and "
                    + (seeds == null ? "none" : seeds));
        }
        List<TabularTask> chosen = TabularTask.named(tables.names());
        List<GanConfig> gans = gans();
        Path work = out == null ? Files.createTempDirectory("doppel-benchmark-") : Files.createDirectories(out);
        List<TabularTrial> trials = new ArrayList<>();
        try {
            for (TabularTask task : chosen) {
                Optional<Table> table = task.read(tables.data());
                if (table.isEmpty()) {
                    continue;
                }
                for (long seed = 1; seed <= (seeds == null ? task.seeds() : seeds); seed++) {
                    for (GanConfig gan : gans) {
                        trials.add(trial(task, gan, table.get(), seed, work));
                        if (out != null) {
                            Json.INDENTED.writeValue(out.resolve("tabular.json").toFile(), trials);
                        }
                    }
                }
            }
        } finally {
            if (out == null) {
                Folders.delete(work);
            }
        }
        System.out.print(
                json ? Json.INDENTED.writeValueAsString(trials) + System.lineSeparator() : table(chosen, trials));
        return 0;
    }

    private List<GanConfig> gans() {
        List<GanConfig> known = GanConfig.KINDS.stream()
                .map(GanConfig::of)
                .filter(GanConfig::learnsTables)
                .toList();
        return Choice.of("--kinds", kinds, known, GanConfig::kind);
    }

    private TabularTrial trial(TabularTask task, GanConfig gan, Table table, long seed, Path work) throws IOException {
        System.err.println(
                "Training " + gan.kind() + " on " + task.name() + ", seed " + seed + ", for " + minutes + " min");
        return TabularTrial.run(
                task.name(),
                gan.kind(),
                gan,
                table,
                task.target(),
                EvaluationLimits.defaults(),
                seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                work.resolve(task.name() + "-" + gan.kind() + "-" + seed));
    }

    private static String table(List<TabularTask> tasks, List<TabularTrial> trials) {
        GateTable gates = new GateTable("table");
        List<String> kinds =
                trials.stream().map(TabularTrial::variant).distinct().toList();
        for (TabularTask task : tasks) {
            for (String kind : kinds) {
                List<Map<String, Double>> own = trials.stream()
                        .filter(trial -> trial.table().equals(task.name())
                                && trial.variant().equals(kind))
                        .map(TabularTrial::figures)
                        .toList();
                if (!own.isEmpty()) {
                    String subject = kinds.size() == 1 ? task.name() : task.name() + ", " + kind;
                    task.gates().forEach(gate -> gates.row(subject, gate, own));
                }
            }
        }
        return gates.toString();
    }
}

package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.cli.benchmark.measure.BenchmarkModel;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.anomaly.AnomalyInjector;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.trainer.sample.InjectedTable;
import io.doppelstream.trainer.sample.ModelSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark detector}: what a detector finds among injected anomalies. */
@Command(
        name = "detector",
        mixinStandardHelpOptions = true,
        description =
                "Injects labelled anomalies into rows of a model and reports what an Isolation Forest, fitted to normal"
                        + " rows of it, finds of each kind, and what the model's own scores find where it has some.",
        footer = {
            "",
            "Example:",
            "  doppel benchmark detector --model models/bank --where \"y = 'no'\" --rare-class \"y = 'yes'\" --seeds 5"
        })
public final class DetectorBenchmarkCommand implements Callable<Integer> {

    private static final String FOREST = "isolation-forest";

    /** Of the rows that detectors are fitted to: none of them is among the rows that they are tested on. */
    private static final long FITTED_SEEDS = 1_000_000;

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            converter = ShareConverter.class,
            description = "Share of anomalies, and of alerts (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of anomalies, in turn (default: all that the model can make).")
    private List<String> kinds = List.of();

    @Option(names = "--rare-class", paramLabel = "CONDITION", description = "What records of the kind rare-class meet.")
    private String rareClass;

    @Option(names = "--where", paramLabel = "CONDITION", description = "What normal rows meet; may be repeated.")
    private List<String> where = List.of();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Rows to fit to, and rows to test on, for each seed (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Repetitions (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    /** What is printed as JSON. */
    private record Report(
            String machine,
            String model,
            double share,
            int rows,
            List<String> where,
            String defaultScore,
            List<DetectorTrial> trials) {}

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (rows < 2 || seeds < 1) {
            throw new UserException(
                    "Expected --rows of at least 2 and --seeds of at least 1, found " + rows + " and " + seeds);
        }
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            ModelPackage opened = model.get(work);
            DetectorTrials trials = trials(opened);
            System.out.print(json ? json(opened, trials) : trials.text());
        } finally {
            Folders.delete(work);
        }
        return 0;
    }

    private String json(ModelPackage opened, DetectorTrials trials) throws IOException {
        String label = opened.manifest().name() + "/" + opened.manifest().version();
        Report report =
                new Report(Machine.describe(), label, share, rows, where, trials.defaultScore(), trials.trials());
        return Json.INDENTED.writeValueAsString(report) + System.lineSeparator();
    }

    private DetectorTrials trials(ModelPackage opened) {
        List<DetectorTrial> trials = new ArrayList<>();
        try (ModelSampler sampler = ModelSampler.open(opened)) {
            CompiledConditions conditions = conditions(sampler);
            AnomalyInjector injector = injector(sampler);
            for (long seed = 1; seed <= seeds; seed++) {
                Table normal = sampler.sample(rows, conditions, FITTED_SEEDS + seed);
                InjectedTable tested = sampler.sample(rows, conditions, seed, injector);
                DetectorFeatures features = new DetectorFeatures(normal);
                Detector forest = new IsolationForest(seed);
                forest.fit(features.of(normal));
                double[] scores = forest.score(features.of(tested.table()));
                trials.add(DetectorTrial.of(FOREST, seed, scores, tested.labels()));
                if (sampler.detector().isPresent()) {
                    trials.addAll(ModelScores.trials(sampler.detector().get(), seed, tested));
                }
            }
            return new DetectorTrials(
                    sampler.detector()
                            .map(detector -> detector.scoring().score())
                            .orElse(null),
                    trials);
        }
    }

    private CompiledConditions conditions(ModelSampler sampler) {
        ConditionOutcome outcome = sampler.compile(where);
        if (outcome instanceof ConditionOutcome.Rejected rejected) {
            throw new UserException(rejected.reason() + ": " + rejected.message());
        }
        return ((ConditionOutcome.Compiled) outcome).conditions();
    }

    private AnomalyInjector injector(ModelSampler sampler) {
        List<AnomalyKind> wanted = kinds.isEmpty()
                ? possible(sampler)
                : kinds.stream().map(AnomalyKind::of).toList();
        InjectionOutcome outcome = sampler.compile(new Injection(share, wanted, List.of(), rareClass, null));
        if (outcome instanceof InjectionOutcome.Rejected rejected) {
            throw new UserException(rejected.reason() + ": " + rejected.message());
        }
        return ((InjectionOutcome.Compiled) outcome).injector();
    }

    /** Every kind that the model can make; for what it cannot, a word on standard error. */
    private List<AnomalyKind> possible(ModelSampler sampler) {
        List<AnomalyKind> possible = new ArrayList<>();
        for (AnomalyKind kind : AnomalyKind.values()) {
            boolean rare = kind == AnomalyKind.RARE_CLASS;
            if (rare && rareClass == null) {
                System.err.println("Skipped " + kind.label() + ": expected its condition in --rare-class, found none");
            } else if (sampler.compile(new Injection(share, List.of(kind), List.of(), rare ? rareClass : null, null))
                    instanceof InjectionOutcome.Rejected rejected) {
                System.err.println("Skipped " + kind.label() + ": " + rejected.message());
            } else {
                possible.add(kind);
            }
        }
        return possible;
    }
}

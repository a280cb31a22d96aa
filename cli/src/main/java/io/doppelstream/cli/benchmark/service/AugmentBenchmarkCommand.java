package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.benchmark.measure.BenchmarkModel;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark augment}: throughput of an augmentation. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = "Throughput of merging a backlog of real events with the synthetic records that its windows need,"
                + " exactly once, on a cluster of its own.",
        footer = {"", "Example:", "  doppel benchmark augment --events 500000 --json"})
public final class AugmentBenchmarkCommand implements Callable<Integer> {
    private static final String TOPIC = "benchmark-events";
    private static final String AUGMENTATION = "benchmark";
    private static final int WARM_UP_WINDOWS = 5;
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final double UNLIMITED = 1_000_000;

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "500000",
            description = "Real events of the backlog, rounded up to windows of 10,000 (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "The rare class (default: the category that is rarest in the model).")
    private String where;

    @Option(
            names = "--rare",
            paramLabel = "S",
            defaultValue = "0.05",
            description = "Share of the rare class among the real events (default: ${DEFAULT-VALUE}).")
    private double rare;

    @Option(
            names = "--share",
            paramLabel = "S",
            defaultValue = "0.3",
            description = "Share that is wanted in each window (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time to merge before anything is measured (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of the real topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (events < 1 || warmUpSeconds < 0 || partitions < 1) {
            throw new UserException("Expected --events and --partitions of at least 1 and --warm-up of at least 0,"
                    + " found " + events + ", " + partitions + " and " + warmUpSeconds);
        }
        if (!(rare >= 0 && rare < share && share < 1)) {
            throw new UserException("Expected --rare of at least 0 and below --share, and --share below 1, found "
                    + rare + " and " + share);
        }
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            ModelPackage served = model.get(work);
            AugmentFigures figures;
            try (BenchmarkCluster cluster = BenchmarkCluster.start(work)) {
                figures = measure(cluster, served);
            }
            System.out.println(
                    json
                            ? Json.INDENTED.writeValueAsString(figures)
                            : figures.table().toString().stripTrailing());
        } finally {
            Folders.delete(work);
        }
        return 0;
    }

    private AugmentFigures measure(BenchmarkCluster cluster, ModelPackage served)
            throws IOException, ModelPackageException {
        String rareClass = where == null ? RareCondition.of(served) : where;
        PublishCommand.publish(cluster.options(), served, true);
        cluster.createTopic(TOPIC, partitions);
        ServiceConfig config = cluster.service().withAugmentations(List.of(settings(served, rareClass)));
        try (GeneratorService service = GeneratorService.start(config)) {
            AugmentBenchmark benchmark =
                    new AugmentBenchmark(cluster.options(), served, TOPIC, partitions, rareClass, rare, share);
            service.awaitReady(Duration.ofMinutes(2));
            return measure(benchmark, served, rareClass);
        }
    }

    private AugmentationSettings settings(ModelPackage served, String rareClass) {
        return new AugmentationSettings(
                AUGMENTATION,
                TOPIC,
                null,
                served.manifest().name(),
                null,
                rareClass,
                null,
                share,
                AugmentBenchmark.WINDOW,
                null,
                GRACE,
                UNLIMITED,
                null);
    }

    private AugmentFigures measure(AugmentBenchmark benchmark, ModelPackage served, String rareClass) {
        System.err.println("Warming up ...");
        benchmark.warmUp(Duration.ofSeconds(warmUpSeconds), WARM_UP_WINDOWS);
        int windows = (events + AugmentBenchmark.EVENTS_A_WINDOW - 1) / AugmentBenchmark.EVENTS_A_WINDOW;
        System.err.println("A backlog of " + windows + " windows ...");
        AugmentBenchmark.Run run = benchmark.run(windows);
        MergedFeed feed = run.feed();
        double seconds = run.nanos() / 1e9;
        long written = (long) windows * AugmentBenchmark.EVENTS_A_WINDOW;
        return new AugmentFigures(
                Machine.describe(),
                served.manifest().name() + "/" + served.manifest().version(),
                rareClass,
                served.manifest().signature().outputs().size(),
                partitions,
                written,
                rare,
                windows,
                share,
                written / (run.realNanos() / 1e9),
                seconds,
                (feed.real() + feed.synthetic()) / seconds,
                feed.synthetic() / seconds,
                feed.real(),
                feed.synthetic(),
                feed.repeated(),
                feed.share(),
                feed.lowestShare());
    }
}

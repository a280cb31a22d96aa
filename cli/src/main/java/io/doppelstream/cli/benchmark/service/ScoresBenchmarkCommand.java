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
import io.doppelstream.service.config.DriftSettings;
import io.doppelstream.service.config.ScorerSettings;
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

/** {@code doppel benchmark scores}: throughput and latency of scoring real events. */
@Command(
        name = "scores",
        mixinStandardHelpOptions = true,
        description =
                "Throughput of scoring a backlog, exactly once, and latency of scores at a rate, on a cluster of its own.",
        footer = {"", "Example:", "  doppel benchmark scores --events 2000000 --json"})
public final class ScoresBenchmarkCommand implements Callable<Integer> {
    private static final String TOPIC = "benchmark-events";
    private static final String SCORER = "benchmark";
    private static final long WARM_UP_EVENTS = 300_000;

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Events of the backlog (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Events per second for the latency (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "Time to send at that rate (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Time to score before each of the two is measured, as it is measured (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of the real topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads that score (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--drift",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Watch drift meanwhile, over 10,000 events (default: ${DEFAULT-VALUE}).")
    private boolean drift;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (events < 1 || !(rate >= 1) || seconds < 1 || warmUpSeconds < 0 || partitions < 1) {
            throw new UserException(
                    "Expected --events, --rate, --seconds and --partitions of at least 1 and --warm-up of at least 0,"
                            + " found " + events + ", " + rate + ", " + seconds + ", " + partitions + " and "
                            + warmUpSeconds);
        }
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            ModelPackage scoring = model.get(work, "alad");
            if (scoring.manifest().scoring() == null) {
                throw new UserException("Expected a model that scores, found one of kind "
                        + scoring.manifest().kind() + ": train one with --kind alad");
            }
            ScoresFigures figures;
            try (BenchmarkCluster cluster = BenchmarkCluster.start(work)) {
                figures = measure(cluster, scoring);
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

    private ScoresFigures measure(BenchmarkCluster cluster, ModelPackage scoring)
            throws IOException, ModelPackageException {
        PublishCommand.publish(cluster.options(), scoring, true);
        cluster.createTopic(TOPIC, partitions);
        ServiceConfig config = cluster.service()
                .withScorers(List.of(new ScorerSettings(
                        SCORER,
                        TOPIC,
                        null,
                        null,
                        scoring.manifest().name(),
                        null,
                        null,
                        null,
                        threads,
                        drift ? DriftSettings.DEFAULTS : null)));
        String group = config.streams().applicationId() + "-score-" + SCORER;
        try (GeneratorService service = GeneratorService.start(config);
                ScoresBenchmark benchmark = new ScoresBenchmark(cluster.options(), scoring, TOPIC, group, partitions)) {
            service.awaitReady(Duration.ofMinutes(2));
            return measure(benchmark, scoring);
        }
    }

    private ScoresFigures measure(ScoresBenchmark benchmark, ModelPackage scoring) {
        System.err.println("Warming up ...");
        benchmark.warmUp(Duration.ofSeconds(warmUpSeconds), WARM_UP_EVENTS);
        System.err.println("A backlog of " + events + " events ...");
        long first = benchmark.next();
        double throughput = benchmark.throughput(events);
        ScoresBenchmark.Found found = benchmark.count(first);
        System.err.println(rate + " events per second ...");
        return new ScoresFigures(
                Machine.describe(),
                scoring.manifest().name() + "/" + scoring.manifest().version(),
                scoring.manifest().kind(),
                scoring.manifest().signature().outputs().size(),
                partitions,
                threads,
                drift,
                events,
                throughput,
                found.scores(),
                found.events(),
                benchmark.latency(rate, Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds)));
    }
}

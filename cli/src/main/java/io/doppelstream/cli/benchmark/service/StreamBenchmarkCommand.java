package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.benchmark.measure.BenchmarkModel;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.RequestSettings;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark stream}: throughput and latency from request to committed record. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description =
                "Throughput and latency from request to committed record, beside what its parts do alone, on a cluster of its own.",
        footer = {"", "Example:", "  doppel benchmark stream --rows 1000000 --json"})
public final class StreamBenchmarkCommand implements Callable<Integer> {

    /** Records of the conditioned request, at most. */
    private static final long CONDITIONED = 5_000_000;
    /** Records of the request beside which latency is measured: it is cancelled long before its end. */
    private static final long BESIDE = 10_000_000;
    /** Records per second. */
    private static final double FEED_RATE = 1_000;

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Records of a large request (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Single-record requests for a latency (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "80",
            description =
                    "Time to send requests before anything is measured: the JVMs of service and broker compile for"
                            + " about as long (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--guarantee",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "exactly_once,at_least_once",
            description = "Guarantees to measure (default: ${DEFAULT-VALUE}).")
    private List<String> guarantees;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Condition of the conditioned request (default: the rarest category among 50,000 sampled rows).")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description = "Instances of the service, all in this JVM (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (rows < 1 || requests < 1 || instances < 1 || warmUpSeconds < 0) {
            throw new UserException(
                    "Expected --rows, --requests and --instances of at least 1 and --warm-up of at least 0," + " found "
                            + rows + ", " + requests + ", " + instances + " and " + warmUpSeconds);
        }
        List<Guarantee> measured = guarantees.stream()
                .map(name -> Guarantee.of(name)
                        .orElseThrow(() -> new UserException("Expected --guarantee to be one of "
                                + Arrays.toString(Guarantee.values()) + ", found '" + name + "'")))
                .toList();
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            ModelPackage served = model.get(work);
            StreamFigures figures;
            try (BenchmarkCluster cluster = BenchmarkCluster.start(work)) {
                figures = measure(cluster, served, measured);
            }
            if (json) {
                System.out.println(Json.INDENTED.writeValueAsString(figures));
            } else {
                System.out.print(figures.table());
            }
        } finally {
            Folders.delete(work);
        }
        return 0;
    }

    private StreamFigures measure(BenchmarkCluster cluster, ModelPackage served, List<Guarantee> measured)
            throws IOException, ModelPackageException {
        PublishCommand.publish(cluster.options(), served, true);
        ServiceConfig config =
                cluster.service().withRequests(new RequestSettings(Math.max(rows, BESIDE), null, null, null, null));
        List<String> rare = conditions.isEmpty() ? List.of(RareCondition.of(served)) : conditions;
        Map<String, StreamFigures.Service> services = new LinkedHashMap<>();
        for (Guarantee guarantee : measured) {
            services.put(
                    jsonName(guarantee),
                    services(
                            cluster.options(),
                            served,
                            config.withStreams(config.streams().with(guarantee)),
                            rare));
        }
        System.err.println("The model alone, Kafka Streams alone ...");
        StreamCeilings ceilings = new StreamCeilings(served, config);
        return new StreamFigures(
                Machine.describe(),
                served.manifest().name() + "/" + served.manifest().version(),
                served.manifest().chunkSize(),
                instances,
                ceilings.modelAlone(),
                ceilings.streamsAlone(rows),
                services);
    }

    private static String jsonName(Guarantee guarantee) {
        return switch (guarantee) {
            case EXACTLY_ONCE -> "exactlyOnce";
            case AT_LEAST_ONCE -> "atLeastOnce";
        };
    }

    private StreamFigures.Service services(
            ClusterOptions options, ModelPackage served, ServiceConfig config, List<String> rare) {
        List<GeneratorService> running = new ArrayList<>();
        try {
            for (int instance = 1; instance <= instances; instance++) {
                Path state = config.streams().stateDir().resolve(Integer.toString(instance));
                running.add(GeneratorService.start(
                        config.withStreams(config.streams().withStateDir(state))));
            }
            running.forEach(service -> service.awaitReady(Duration.ofMinutes(2)));
            return measure(options, served, config.streams().guarantee(), rare);
        } finally {
            running.forEach(GeneratorService::close);
        }
    }

    private StreamFigures.Service measure(
            ClusterOptions options, ModelPackage served, Guarantee guarantee, List<String> rare) {
        try (StreamBenchmark benchmark = new StreamBenchmark(options, served)) {
            System.err.println(guarantee + ": warming up ...");
            benchmark.warmUp(Duration.ofSeconds(warmUpSeconds));
            System.err.println(guarantee + ": one request for " + rows + " records ...");
            StreamFigures.Throughput large = benchmark.throughput(rows, List.of());
            System.err.println(guarantee + ": one where " + rare + " ...");
            StreamFigures.Throughput conditioned = benchmark.throughput(Math.min(rows, CONDITIONED), rare);
            System.err.println(guarantee + ": " + requests + " requests for one record ...");
            StreamFigures.Latency alone = benchmark.latency(requests);
            System.err.println(guarantee + ": as many beside a large request ...");
            StreamFigures.Latency beside = benchmark.latencyBeside(requests, BESIDE);
            System.err.println(guarantee + ": a feed of " + FEED_RATE + " records per second ...");
            return new StreamFigures.Service(large, conditioned, alone, beside, benchmark.feed(FEED_RATE));
        }
    }
}

package io.doppelstream.cli.request;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.cluster.ModelReference;
import io.doppelstream.cli.sample.AnomalyOptions;
import io.doppelstream.cli.sample.LatentOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.client.RequestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doppel request}: asks a running service for records. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        description = "Asks a running generator service for records.",
        footer = {
            "",
            "Example:",
            "  doppel request --model bank --rows 5000 --where \"y = 'yes'\" --where \"age between 30 and 40\" --wait --print 3",
            "  doppel request --model bank@champion --rows 10 --wait",
            "  doppel request --model bank --rate 50 --until 2h --id my-feed",
            "  doppel request --model bank --rows 10000 --anomalies 2%% --anomaly-kinds value-shift,burst --wait",
            "  doppel request --model digits --rows 50 --where \"label = '3'\" --truncation 0.7 --wait"
        })
public final class RequestCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME[@ALIAS]",
            description = "Name of a published model, with an alias the version that it stands for: bank@champion.")
    private String model;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Version of the model (default: the latest when the service accepts the request).")
    private String version;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "How many records; with --rate it may be left out: a feed until --deadline or 'doppel requests cancel'.")
    private Long rows;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Records per second, evenly paced (default: as fast as possible).")
    private Double rate;

    @Option(
            names = {"--deadline", "--until"},
            paramLabel = "TIME",
            converter = Deadline.class,
            description = "Nothing is generated after this: 90s, 10m, 2h or 1d from now, or 2026-12-31T23:59:59Z.")
    private Instant deadline;

    @Option(
            names = "--priority",
            paramLabel = "P",
            defaultValue = "0",
            description = "Of requests without a rate, higher goes first (default: ${DEFAULT-VALUE}).")
    private int priority;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Condition that every record must meet, or a target share; may be repeated.")
    private List<String> where = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Same model, conditions and seed: same records.")
    private Long seed;

    @Mixin
    private LatentOptions latents;

    @Option(
            names = "--image-format",
            paramLabel = "FORMAT",
            description = "For images: PNG, or RAW for the bare pixels (default: PNG).")
    private String imageFormat;

    @Mixin
    private AnomalyOptions anomalies;

    @Option(names = "--topic", paramLabel = "T", description = "Topic for the records (default: the model's own).")
    private String topic;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the request (default: a random one).")
    private String id;

    @Option(names = "--wait", description = "Follow the request to its end.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to wait at most (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Option(
            names = "--print",
            paramLabel = "K",
            description = "Print the first K records as JSON lines; implies --wait.")
    private int print;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rows == null && rate == null) {
            throw new ParameterException(spec.commandLine(), "Expected --rows N, --rate R or both, found neither");
        }
        ModelReference named = ModelReference.parse(model);
        if (named.version() != null && version != null) {
            throw new ParameterException(
                    spec.commandLine(), "Expected an alias in --model or --model-version, found both");
        }
        cluster.check();
        String requestId = id == null ? UUID.randomUUID().toString() : id;
        GenerationRequest request = GenerationRequest.newBuilder()
                .setRequestId(requestId)
                .setModel(named.name())
                .setModelVersion(named.version() != null ? named.version() : version)
                .setCount(rows == null ? 0 : rows)
                .setConditions(where)
                .setSeed(seed)
                .setOutputTopic(topic)
                .setClient("doppel")
                .setRate(rate)
                .setPriority(priority)
                .setDeadline(deadline)
                .setTruncation(latents.truncation())
                .setImageFormat(imageFormat)
                .setLatents(latents.given())
                .setAnomalies(anomalies.request())
                .build();
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient());
                RequestClient client = new RequestClient(
                        cluster.client(),
                        cluster.topics().catalogue(),
                        registry,
                        SerdeConfig.from(cluster.registryClient()))) {
            client.send(request);
            System.err.println("Sent request " + requestId);
            if (wait || print > 0) {
                follow(client, requestId);
            }
        }
        return 0;
    }

    private void follow(RequestClient client, String requestId) {
        GenerationStatus end = client.await(requestId, Duration.ofSeconds(timeout), RequestCommand::show);
        if (end.getState() != GenerationState.COMPLETED) {
            throw new UserException(
                    end.getReasonCode() == null ? line(end) : end.getReasonCode() + ": " + end.getMessage());
        }
        if (print > 0) {
            client.readRecords(end, print, record -> System.out.println(record.value()));
        }
    }

    private static void show(GenerationStatus status) {
        if (status.getState() == GenerationState.ACCEPTED) {
            System.err.println("ACCEPTED by model " + status.getModel() + " " + status.getModelVersion() + ", seed "
                    + status.getSeed() + ", records go to " + status.getOutputTopic());
        } else if (status.getState() != GenerationState.REJECTED) {
            System.err.println(line(status));
        }
    }

    /** Where a request stands, in words. */
    static String line(GenerationStatus status) {
        // A feed without a count has no number to compare with.
        String of = status.getRequested() == 0 ? " records" : " of " + status.getRequested();
        return status.getState() + " " + status.getDelivered() + of;
    }
}

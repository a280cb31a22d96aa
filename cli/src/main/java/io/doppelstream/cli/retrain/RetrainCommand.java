package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel retrain}: asks a running train service for a new version of a model. */
@Command(
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = "Asks a running 'doppel train-service' for a new version of a model, trained from a topic.",
        footer = {
            "",
            "Example:",
            "  doppel retrain --model orders --topic orders --minutes 10 --wait",
            "  doppel retrain --model orders --topic orders --no-champion --reason \"the schema has a new field\""
        })
public final class RetrainCommand implements Callable<Integer> {

    private static final String CHAMPION = "champion";
    private static final long POLL_SECONDS = 1;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Name of the model.")
    private String model;

    @Option(names = "--topic", required = true, paramLabel = "T", description = "Topic of the real records.")
    private String topic;

    @Option(names = "--minutes", paramLabel = "M", description = "Minutes of training (default: the service's).")
    private Double minutes;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "GAN kind (default: the champion's own, with its settings).")
    private String kind;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "Column that the data is used to predict (default: the champion's).")
    private String target;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "Share of the records set aside for the comparison (default: 0.2).")
    private Double holdout;

    @ArgGroup
    private Rival rival = new Rival();

    /** What the new version has to be better than. */
    private static final class Rival {
        @Option(
                names = "--champion",
                paramLabel = "V",
                description =
                        "Version that the new one has to be better than (default: what the alias 'champion' stands"
                                + " for, else the latest one in use, if there is any).")
        private String version;

        @Option(names = "--no-champion", description = "Publish without a comparison.")
        private boolean none;
    }

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for people.")
    private String reason;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the request (default: a random one).")
    private String id;

    @Option(names = "--wait", description = "Follow the request to its end.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "7200",
            description = "How long to wait at most (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws InterruptedException {
        cluster.check();
        String champion = champion().orElse(null);
        TrainingRequest request = TrainingRequest.newBuilder()
                .setRequestId(id == null ? UUID.randomUUID().toString() : id)
                .setModel(model)
                .setTopic(topic)
                .setSource("client/doppel")
                .setReason(reason)
                .setKind(kind)
                .setMinutes(minutes)
                .setChampion(champion)
                .setTargetColumn(target)
                .setHoldout(holdout)
                .setRequestedAt(TrainingDesk.now())
                .build();
        // Here already what the service would refuse; its limit of minutes is its own.
        TrainingIntake.problem(request, Double.POSITIVE_INFINITY).ifPresent(problem -> {
            throw new UserException(problem);
        });
        try (TrainingDesk desk = TrainingDesk.open(cluster)) {
            desk.ask(request);
            System.err.println("Asked for a new version of " + model + ", request " + request.getRequestId() + ", "
                    + (champion == null ? "without a champion" : "champion " + champion));
            if (wait) {
                follow(desk, request.getRequestId());
            }
        }
        return 0;
    }

    private Optional<String> champion() {
        if (rival.none || rival.version != null) {
            return Optional.ofNullable(rival.version);
        }
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            PublishedModels models = new PublishedModels(cluster, registry);
            List<String> versions = models.versions(model);
            return models.alias(model, CHAMPION)
                    .map(ModelAlias::getVersion)
                    .or(() -> versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1)));
        }
    }

    private void follow(TrainingDesk desk, String requestId) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        Optional<TrainingReport> shown = Optional.empty();
        while (System.nanoTime() < end) {
            Optional<TrainingReport> latest = desk.latest(requestId);
            if (latest.isPresent() && !latest.equals(shown)) {
                show(latest.get());
            }
            if (latest.filter(report -> TrainingReports.isEnd(report.getState()))
                    .isPresent()) {
                return;
            }
            shown = latest;
            TimeUnit.SECONDS.sleep(POLL_SECONDS);
        }
        throw new UserException("Expected request " + requestId + " to end within " + timeout + " s, found "
                + shown.map(report -> report.getState().name())
                        .orElse("no report: check that doppel train-service runs"));
    }

    private static void show(TrainingReport report) {
        if (report.getState() == TrainingState.FAILED || report.getState() == TrainingState.REFUSED) {
            throw new UserException(report.getState() + ": " + report.getMessage());
        } else if (report.getState() == TrainingState.STARTED) {
            System.err.println(report.getState() + " " + report.getModel() + " " + report.getVersion() + ": "
                    + report.getMessage());
        } else {
            System.out.println(report.getState() + " " + report.getModel() + " " + report.getVersion() + ": "
                    + report.getMessage());
        }
    }
}

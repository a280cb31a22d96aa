package io.doppelstream.cli;

import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel demo}: the main job on real data, everything embedded. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The main job on real data, everything embedded.",
            "Starts Kafka and a schema registry, trains on the UCI bank marketing table, publishes the model, starts the "
                    + "generator service, sends three requests and shows the answers."
        },
        footer = {"", "Example:", "  doppel demo --exit --out demo"})
final class DemoCommand implements Callable<Integer> {

    private static final String MODEL = "bank";
    private static final double HOLDOUT = 0.2;
    private static final Duration SERVICE_START = Duration.ofMinutes(2);

    @Option(names = "--exit", description = "End after the three requests instead of serving on.")
    private boolean exit;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keep summary.json and the model with its report in this folder.")
    private Path out;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "140",
            description = "Seconds of training (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public Integer call() throws IOException, UnusableDataException, InterruptedException {
        if (!(seconds > 0)) {
            throw new UserException("Expected --seconds above 0, found " + seconds);
        }
        Path modelFolder = out == null ? null : out.resolve("model");
        if (modelFolder != null && Files.exists(modelFolder)) {
            throw new UserException("Expected no model in --out yet, found " + modelFolder + ": choose another folder");
        }
        Path work = Files.createTempDirectory("doppel-demo-");
        try (Interruption interruption = new Interruption()) {
            try {
                run(work, modelFolder == null ? work.resolve("model") : modelFolder, interruption);
            } finally {
                Folders.delete(work);
            }
        }
        return 0;
    }

    private void run(Path work, Path modelFolder, Interruption interruption)
            throws IOException, UnusableDataException, InterruptedException {
        step("Starting an embedded Kafka broker and a schema registry");
        CompletableFuture<EmbeddedCluster> starting = CompletableFuture.supplyAsync(EmbeddedCluster::start);
        Table table;
        try (AutoCluster owned = new AutoCluster(starting)) {
            table = TableReader.read(BankTable.copyTo(work), SchemaOverrides.NONE);
            EmbeddedCluster cluster = owned.get();
            System.out.println("Kafka at " + cluster.bootstrap() + ", schema registry at " + cluster.registryUrl());

            step("Training on the UCI bank marketing table: " + table.rows() + " rows, "
                    + table.schema().size() + " columns, " + Math.round(100 * HOLDOUT) + " % of the rows set aside");
            Table.Split split = table.split(HOLDOUT, 1);
            ModelPackage model = train(split, modelFolder, interruption);

            step("Publishing the model");
            ClusterOptions options = ClusterOptions.of(cluster.bootstrap(), cluster.registryUrl());
            System.out.println(PublishCommand.publish(options, model, false));

            step("Starting the generator service");
            try (GeneratorService service = GeneratorService.start(serviceConfig(cluster, work))) {
                service.awaitReady(SERVICE_START);
                DemoSummary summary = DemoRequests.run(options, model, split);
                if (out != null) {
                    Files.createDirectories(out);
                    summary.write(out.resolve("summary.json"));
                    System.out.println(
                            "Written: " + out.resolve("summary.json") + ", " + modelFolder.resolve("report.html"));
                }
                if (!exit) {
                    serveOn(cluster, service, interruption);
                }
            }
        }
    }

    private ModelPackage train(Table.Split split, Path folder, Interruption interruption) throws IOException {
        GanConfig gan = GanConfig.of("tabular");
        TrainingConfig config =
                TrainingConfig.of(MODEL, "1", gan, Budget.time(Duration.ofMillis(Math.round(seconds * 1000))), 1);
        ProgressBar bar = ProgressBar.onStandardError();
        TrainingResult result;
        try {
            result = new TabularTrainer(config, bar, interruption).train(split.first(), split.second(), folder);
        } finally {
            bar.finish();
        }
        if (result instanceof TrainingResult.Trained trained) {
            System.out.println(trained.message());
            return trained.model();
        }
        throw new UserException(result.message());
    }

    private static ServiceConfig serviceConfig(EmbeddedCluster cluster, Path work) {
        return ServiceConfig.of(cluster.bootstrap(), cluster.registryUrl())
                .withStreams(StreamSettings.DEFAULTS.withStateDir(work.resolve("state")))
                .withModels(ModelSettings.DEFAULTS.withCacheDir(work.resolve("models")))
                .withHttp(new HttpSettings(null, 0));
    }

    private static void serveOn(EmbeddedCluster cluster, GeneratorService service, Interruption interruption)
            throws InterruptedException {
        step("Serving on until Ctrl-C. From another terminal:");
        System.out.println(
                "  export DOPPEL_BOOTSTRAP=" + cluster.bootstrap() + " DOPPEL_REGISTRY=" + cluster.registryUrl());
        System.out.println(
                "  ./doppel request --model " + MODEL + " --rows 1000 --where \"job = 'student'\" --wait --print 3");
        System.out.println("  ./doppel verify --topic doppel.synthetic." + MODEL + " --partition 0 --offset 0");
        System.out.println("  curl http://127.0.0.1:" + service.httpPort() + "/metrics");
        interruption.await();
        System.out.println("Stopping ...");
    }

    static void step(String text) {
        System.out.println();
        System.out.println("== " + text);
    }

    /** Owner of a cluster that starts in the background: closes it whenever it is there. */
    private record AutoCluster(CompletableFuture<EmbeddedCluster> starting) implements AutoCloseable {
        EmbeddedCluster get() {
            try {
                return starting.join();
            } catch (CompletionException e) {
                throw new UserException(
                        "Expected the embedded cluster to start, found: "
                                + e.getCause().getMessage(),
                        e);
            }
        }

        @Override
        public void close() {
            starting.handle((cluster, failure) -> {
                        if (cluster != null) {
                            cluster.close();
                        }
                        return null;
                    })
                    .join();
        }
    }
}

package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.embedded.EmbeddedCluster;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/** The way that every demo goes, with the options of all: cluster, training, publication, service, requests. */
final class DemoRun {

    private static final Duration SERVICE_START = Duration.ofMinutes(2);

    @Option(names = "--exit", description = "End after the requests instead of serving on.")
    private boolean exit;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keep summary.json and the model with its report in this folder.")
    private Path out;

    /** Runs a demo to its end. */
    void run(Demo.Source source) throws IOException, UnusableDataException, InterruptedException {
        Path modelFolder = out == null ? null : out.resolve("model");
        if (modelFolder != null && Files.exists(modelFolder)) {
            throw new UserException("Expected no model in --out yet, found " + modelFolder + ": choose another folder");
        }
        Path work = Files.createTempDirectory("doppel-demo-");
        try (Interruption interruption = new Interruption()) {
            try {
                run(source, work, modelFolder == null ? work.resolve("model") : modelFolder, interruption);
            } finally {
                Folders.delete(work);
            }
        }
    }

    private void run(Demo.Source source, Path work, Path modelFolder, Interruption interruption)
            throws IOException, UnusableDataException, InterruptedException {
        step("Starting an embedded Kafka broker and a schema registry");
        CompletableFuture<EmbeddedCluster> starting = CompletableFuture.supplyAsync(EmbeddedCluster::start);
        try (AutoCluster owned = new AutoCluster(starting)) {
            Demo demo = source.read(work);
            EmbeddedCluster cluster = owned.get();
            System.out.println("Kafka at " + cluster.bootstrap() + ", schema registry at " + cluster.registryUrl());

            Demo.Trained trained = demo.train(modelFolder, interruption);

            step("Publishing the model");
            ClusterOptions options = ClusterOptions.of(cluster.bootstrap(), cluster.registryUrl());
            System.out.println(PublishCommand.publish(options, trained.model(), false));

            step("Starting the generator service");
            trained.prepare(options);
            try (GeneratorService service = GeneratorService.start(trained.configure(serviceConfig(cluster, work)))) {
                service.awaitReady(SERVICE_START);
                keep(trained.ask(options), modelFolder);
                if (!exit) {
                    String model = trained.model().manifest().name();
                    serveOn(cluster, service, model, demo.exampleCondition(), interruption);
                }
            }
        }
    }

    /** Without --out the files go to a temporary folder that stays, and the summary is not kept. */
    private void keep(Demo.Outcome outcome, Path modelFolder) throws IOException {
        if (out == null && outcome.files().isEmpty()) {
            return;
        }
        Path folder = out == null ? Files.createTempDirectory("doppel-demo-") : Files.createDirectories(out);
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : outcome.files().entrySet()) {
            written.add(
                    Files.write(folder.resolve(file.getKey()), file.getValue()).toString());
        }
        if (out != null) {
            Path summary = out.resolve("summary.json");
            Json.INDENTED.writeValue(summary.toFile(), outcome.summary());
            written.add(summary.toString());
            written.add(modelFolder.resolve("report.html").toString());
        }
        System.out.println("Written: " + String.join(", ", written));
    }

    private static ServiceConfig serviceConfig(EmbeddedCluster cluster, Path work) {
        return ServiceConfig.of(cluster.bootstrap(), cluster.registryUrl())
                .withStreams(StreamSettings.DEFAULTS.withStateDir(work.resolve("state")))
                .withModels(ModelSettings.DEFAULTS.withCacheDir(work.resolve("models")))
                .withHttp(new HttpSettings(null, 0));
    }

    private static void serveOn(
            EmbeddedCluster cluster,
            GeneratorService service,
            String model,
            String condition,
            Interruption interruption)
            throws InterruptedException {
        step("Serving on until Ctrl-C. From another terminal:");
        System.out.println(
                "  export DOPPEL_BOOTSTRAP=" + cluster.bootstrap() + " DOPPEL_REGISTRY=" + cluster.registryUrl());
        System.out.println(
                "  ./doppel request --model " + model + " --rows 1000 --where \"" + condition + "\" --wait --print 3");
        System.out.println("  ./doppel verify --topic doppel.synthetic." + model + " --partition 0 --offset 0");
        System.out.println("  curl http://127.0.0.1:" + service.httpPort() + "/metrics");
        interruption.await();
        System.out.println("Stopping ...");
    }

    /** Seconds of training as a user states them. */
    static Duration trainingTime(double seconds) {
        if (!(seconds > 0)) {
            throw new UserException("Expected --seconds above 0, found " + seconds);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** A training that tells how it goes. */
    interface Training {
        TrainingResult run(TrainingListener listener) throws IOException;
    }

    /** Trains behind a bar and says how it went; fails where no package came of it. */
    static TrainingResult.Complete complete(Training training) throws IOException {
        ProgressBar bar = ProgressBar.onStandardError();
        TrainingResult result;
        try {
            result = training.run(bar);
        } finally {
            bar.finish();
        }
        if (!(result instanceof TrainingResult.Complete complete)) {
            throw new UserException(result.message());
        }
        System.out.println(result.message());
        return complete;
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

package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.models.AliasOption;
import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.Logging;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.service.config.HttpSettings;
import io.doppelstream.service.http.HttpEndpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel train-service}: answers training requests until Ctrl-C. */
@Command(
        name = "train-service",
        mixinStandardHelpOptions = true,
        description =
                "Answers training requests, of rules and of 'doppel retrain': trains a new version from a topic and"
                        + " publishes it if it is better than the champion on records set aside.",
        footer = {
            "",
            "Example:",
            "  doppel train-service --work /var/lib/doppel/train --bootstrap broker:9092 --registry http://registry:8081",
            "  doppel train-service --work retraining --once",
            "",
            "Ctrl-C leaves a checkpoint: started again, with the same --work, the service goes on with the training. See",
            "docs/retraining.md."
        })
public final class TrainServiceCommand implements Callable<Integer> {

    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "Folder of unfinished trainings, and of new versions that were not better.")
    private Path work;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "Minutes of training where a request names none (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--most-minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "Requests that ask for more are refused (default: ${DEFAULT-VALUE}).")
    private double mostMinutes;

    @Option(
            names = "--margin",
            paramLabel = "Q",
            defaultValue = "0.002",
            description = "By how much the quality of a new version has to exceed the champion's, beyond the noise of"
                    + " sampling (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Option(
            names = "--detection-margin",
            paramLabel = "A",
            defaultValue = "0.02",
            description = "The same of the ROC AUC among injected anomalies, where both detect (default:"
                    + " ${DEFAULT-VALUE}).")
    private double detectionMargin;

    @Mixin
    private AliasOption alias;

    @Option(names = "--no-promote", description = "Publish only: leave the alias with the champion.")
    private boolean keepAlias;

    @Option(names = "--once", description = "Answer the requests that are there, then end.")
    private boolean once;

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of health and metrics (default: ${DEFAULT-VALUE}).")
    private String httpHost;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Their port; 0: any free one. Not with --once (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrainServiceSettings settings = new TrainServiceSettings(
                work,
                minutes,
                mostMinutes,
                new Margins(margin, detectionMargin),
                keepAlias ? Optional.empty() : Optional.of(alias.name()));
        Files.createDirectories(work);
        cluster.check();
        Logging.service();
        HttpSettings http = new HttpSettings(httpHost, httpPort);
        try (Interruption interruption = new Interruption();
                TrainServiceMonitor monitor = new TrainServiceMonitor();
                TrainService service = TrainService.open(
                        cluster, settings, ProgressBar.onStandardError(), interruption, monitor.metrics())) {
            if (once) {
                service.runOnce();
            } else {
                run(service, monitor.listen(http, service.health()));
            }
        }
        return 0;
    }

    private void run(TrainService service, HttpEndpoints listening) throws InterruptedException {
        try (listening) {
            System.out.println("Ready. Answers requests on "
                    + cluster.topics().catalogue().trainingRequests().name()
                    + ". Health and metrics: http://" + httpHost + ":" + listening.port()
                    + "/health/ready, /metrics. Ctrl-C ends.");
            service.run();
        }
    }
}

package io.doppelstream.cli.serve;

import io.doppelstream.cli.terminal.DurationConverter;
import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.service.config.DriftSettings;
import io.doppelstream.service.config.RetrainSettings;
import io.doppelstream.service.config.ScorerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel score}: runs the service with one scorer until Ctrl-C. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Scores the events of a real topic by how unusual a model finds them, until Ctrl-C.",
        footer = {
            "",
            "Example:",
            "  doppel score --topic calls --model bank --alert-rate 1%% \\",
            "      --bootstrap broker:9092 --registry http://registry:8081",
            "",
            "Scores go to the topic calls.scores, those that are alerts to calls.alerts, too. This runs the generator service",
            "with this one scorer; a service that runs already takes it from the section 'scorers' of its configuration. See",
            "docs/anomaly-scores.md."
        })
public final class ScoreCommand implements Callable<Integer> {

    @Mixin
    private FeedOptions feed;

    @Option(
            names = "--output",
            paramLabel = "T",
            description = "Topic of the scores (default: the real topic's name and .scores).")
    private String output;

    @Option(
            names = "--alerts",
            paramLabel = "T",
            description = "Topic of the alerts (default: the real topic's name and .alerts).")
    private String alerts;

    @Option(
            names = "--alert-rate",
            paramLabel = "R",
            converter = ShareConverter.class,
            description = "Share of alerts among events like the training rows (default: 1%%).")
    private Double alertRate;

    @Option(names = "--top", paramLabel = "K", description = "Most columns named for each event (default: 3).")
    private Integer top;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that score (default: 2).")
    private Integer threads;

    @Option(
            names = "--drift-events",
            paramLabel = "N",
            description = "Report drift over every N events (default: 10000); 0: do not.")
    private Integer driftEvents;

    @Option(
            names = "--drift-window",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Report drift over every stretch of this length in time of the events, such as 1h, instead.")
    private Duration driftWindow;

    @Option(
            names = "--retrain-minutes",
            paramLabel = "M",
            description = "Ask for a training of so many minutes when three windows in a row have drifted.")
    private Double retrainMinutes;

    @Mixin
    private ServiceOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScorerSettings scorer = settings();
        options.run(
                service -> service.withScorers(List.of(scorer)),
                scorer.topic() + " is scored by model " + scorer.model() + " on " + scorer.output()
                        + ", alerts at a rate of " + scorer.alertRate() + " on " + scorer.alerts() + ".");
        return 0;
    }

    private ScorerSettings settings() {
        return new ScorerSettings(
                feed.name(),
                feed.topic(),
                output,
                alerts,
                feed.model().name(),
                feed.model().version(),
                alertRate,
                top,
                threads,
                drift());
    }

    private DriftSettings drift() {
        if (driftEvents != null && driftEvents == 0 && driftWindow == null) {
            if (retrainMinutes != null) {
                throw new UserException("Expected drift to be watched for --retrain-minutes, found --drift-events 0");
            }
            return null;
        }
        RetrainSettings retrain =
                retrainMinutes == null ? null : new RetrainSettings(null, null, null, retrainMinutes, null, null);
        return new DriftSettings(driftEvents, driftWindow, null, retrain);
    }
}

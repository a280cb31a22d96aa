package io.doppelstream.cli.demo;

import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel demo fraud}: a real stream balanced, scored and attacked. */
@Command(
        name = "fraud",
        mixinStandardHelpOptions = true,
        description = {
            "A real stream balanced, scored and attacked, everything embedded.",
            "Starts Kafka and a schema registry, trains generator and detector on the UCI bank marketing table, replays rows "
                    + "that they never saw as a stream of events, balances its rare class to a share, scores every event, and "
                    + "mixes labelled anomalies in to see how many the scorer finds."
        },
        footer = {"", "Example:", "  doppel demo fraud --exit --out demo"})
final class DemoFraudCommand implements Callable<Integer> {

    @Mixin
    private DemoRun run;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "120",
            description = "Seconds of training, half of them the detector's (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--anomaly-kinds",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "value-shift,swapped-category,impossible-combination",
            description =
                    "Kinds of anomalies (default: ${DEFAULT-VALUE}), as far as the model can make them: of one that was hardly"
                            + " trained all values occur together.")
    private List<String> kinds;

    @Override
    public Integer call() throws IOException, UnusableDataException, InterruptedException {
        Duration training = DemoRun.trainingTime(seconds);
        List<AnomalyKind> chosen = kinds.stream().map(AnomalyKind::of).toList();
        run.run(work -> FraudDemo.read(work, training, chosen));
        return 0;
    }
}

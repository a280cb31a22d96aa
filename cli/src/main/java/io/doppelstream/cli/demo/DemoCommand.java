package io.doppelstream.cli.demo;

import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        footer = {"", "Example:", "  doppel demo --exit --out demo"},
        subcommands = {DemoImagesCommand.class, DemoFraudCommand.class})
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private DemoRun run;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "140",
            description = "Seconds of training (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public Integer call() throws IOException, UnusableDataException, InterruptedException {
        Duration training = DemoRun.trainingTime(seconds);
        run.run(work -> BankDemo.read(work, training));
        return 0;
    }
}

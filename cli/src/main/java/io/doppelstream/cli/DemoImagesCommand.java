package io.doppelstream.cli;

import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel demo images}: the same on images. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = {
            "The same on images, everything embedded.",
            "Starts Kafka and a schema registry, trains on the handwritten digits that come with the program, publishes the "
                    + "model, starts the generator service, asks for 50 images of each digit, and writes and measures what "
                    + "came back."
        },
        footer = {"", "Example:", "  doppel demo images --exit --out demo"})
final class DemoImagesCommand implements Callable<Integer> {

    @Mixin
    private DemoRun run;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "90",
            description = "Seconds of training (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public Integer call() throws IOException, UnusableDataException, InterruptedException {
        Duration training = DemoRun.trainingTime(seconds);
        run.run(work -> DigitsDemo.of(training));
        return 0;
    }
}

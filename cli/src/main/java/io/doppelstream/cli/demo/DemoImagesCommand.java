package io.doppelstream.cli.demo;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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

    @ArgGroup
    private Length length = new Length();

    /** How long training takes. */
    static final class Length {
        @Option(
                names = "--seconds",
                paramLabel = "S",
                description = "Seconds of training, its classifier and evaluations included (default: 60).")
        private double seconds = 60;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the images instead of seconds: makes the model reproducible.")
        private Long epochs;
    }

    @Override
    public Integer call() throws IOException, UnusableDataException, InterruptedException {
        if (length.epochs != null && length.epochs < 1) {
            throw new UserException("Expected --epochs of at least 1, found " + length.epochs);
        }
        Duration time = DemoRun.trainingTime(length.seconds);
        run.run(work -> length.epochs == null ? DigitsDemo.ofTime(time) : DigitsDemo.ofEpochs(length.epochs));
        return 0;
    }
}

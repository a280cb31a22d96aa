package io.doppelstream.cli;

import io.doppelstream.cli.benchmark.BenchmarkCommand;
import io.doppelstream.cli.demo.DemoCommand;
import io.doppelstream.cli.evaluate.EvaluateCommand;
import io.doppelstream.cli.models.ModelsCommand;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.request.RequestCommand;
import io.doppelstream.cli.request.RequestsCommand;
import io.doppelstream.cli.request.VerifyCommand;
import io.doppelstream.cli.retrain.RetrainCommand;
import io.doppelstream.cli.retrain.TrainServiceCommand;
import io.doppelstream.cli.sample.SampleCommand;
import io.doppelstream.cli.serve.AugmentCommand;
import io.doppelstream.cli.serve.ScoreCommand;
import io.doppelstream.cli.serve.ServeCommand;
import io.doppelstream.cli.terminal.Logging;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.cli.train.TrainCommand;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackageException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doppel}: the command line. */
@Command(
        name = "doppel",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Learns from real data and streams synthetic records over Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start with: doppel demo", "Help on a command: doppel COMMAND --help"},
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            SampleCommand.class,
            EvaluateCommand.class,
            PublishCommand.class,
            ModelsCommand.class,
            ServeCommand.class,
            AugmentCommand.class,
            ScoreCommand.class,
            TrainServiceCommand.class,
            RetrainCommand.class,
            RequestCommand.class,
            RequestsCommand.class,
            VerifyCommand.class,
            BenchmarkCommand.class
        })
public final class Doppel implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show logs and, where something fails, its stack trace.")
    void debug(boolean on) {
        if (on) {
            debugging = true;
            Logging.verbose();
        }
    }

    private static boolean debugging;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Expected a command, found none");
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        // Set up before any other thread logs.
        LoggerFactory.getILoggerFactory();
        int code = commandLine().execute(arguments);
        // Client and TensorFlow threads must not keep a finished command alive.
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Doppel())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private static int report(Exception failure, CommandLine command) {
        if (failure instanceof InterruptedException) {
            command.getErr().println("doppel: interrupted");
            return 130;
        }
        boolean expected = failure instanceof UserException
                || failure instanceof UnusableDataException
                || failure instanceof ModelPackageException
                || failure instanceof IllegalArgumentException
                || failure instanceof KafkaException
                || failure instanceof IOException;
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr()
                .println("doppel: "
                        + (expected
                                ? message
                                : "Expected no such failure, found " + failure + " (--debug shows where)"));
        if (debugging) {
            failure.printStackTrace(command.getErr());
        }
        return 1;
    }
}

package io.doppelstream.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doppel benchmark}: the benchmarks. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Benchmarks; results as JSON.",
        footer = {"", "Example:", "  doppel benchmark stream --rows 1000000 --json"},
        subcommands = {
            StreamBenchmarkCommand.class,
            ScoresBenchmarkCommand.class,
            SwapsBenchmarkCommand.class,
            TabularBenchmarkCommand.class,
            AblationBenchmarkCommand.class,
            DetectionBenchmarkCommand.class,
            ImageBenchmarkCommand.class
        })
final class BenchmarkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Expected a benchmark, found none");
    }
}

package io.doppelstream.cli.benchmark;

import io.doppelstream.cli.benchmark.detection.DetectionBenchmarkCommand;
import io.doppelstream.cli.benchmark.detection.DetectorBenchmarkCommand;
import io.doppelstream.cli.benchmark.fraud.FraudBenchmarkCommand;
import io.doppelstream.cli.benchmark.images.ImageBenchmarkCommand;
import io.doppelstream.cli.benchmark.service.AugmentBenchmarkCommand;
import io.doppelstream.cli.benchmark.service.ScoresBenchmarkCommand;
import io.doppelstream.cli.benchmark.service.StreamBenchmarkCommand;
import io.doppelstream.cli.benchmark.service.SwapsBenchmarkCommand;
import io.doppelstream.cli.benchmark.tabular.AblationBenchmarkCommand;
import io.doppelstream.cli.benchmark.tabular.TabularBenchmarkCommand;
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
            AugmentBenchmarkCommand.class,
            SwapsBenchmarkCommand.class,
            TabularBenchmarkCommand.class,
            AblationBenchmarkCommand.class,
            DetectionBenchmarkCommand.class,
            ImageBenchmarkCommand.class,
            DetectorBenchmarkCommand.class,
            FraudBenchmarkCommand.class
        })
public final class BenchmarkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Expected a benchmark, found none");
    }
}

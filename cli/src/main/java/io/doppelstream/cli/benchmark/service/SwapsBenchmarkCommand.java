package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.benchmark.measure.BenchmarkModel;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel benchmark swaps}: memory of a service whose model is swapped time and again. */
@Command(
        name = "swaps",
        mixinStandardHelpOptions = true,
        description =
                "Publishes, loads, uses and unloads version after version of a model in this JVM, without a cluster,"
                        + " and shows the memory that it takes.",
        footer = {"", "Example:", "  doppel benchmark swaps --count 1000"})
public final class SwapsBenchmarkCommand implements Callable<Integer> {

    @Mixin
    private BenchmarkModel model;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Versions (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException, ModelPackageException {
        if (count < 1) {
            throw new UserException("Expected --count of at least 1, found " + count);
        }
        Path work = Files.createTempDirectory("doppel-benchmark-");
        try {
            SwapsBenchmark.Result result = new SwapsBenchmark(model.get(work), count, work, System.err::println).run();
            System.out.println(
                    json
                            ? Json.INDENTED.writeValueAsString(result)
                            : result.table().toString().stripTrailing());
        } finally {
            Folders.delete(work);
        }
        return 0;
    }
}

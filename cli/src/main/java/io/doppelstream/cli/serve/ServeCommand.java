package io.doppelstream.cli.serve;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doppel serve}: runs the generator service until Ctrl-C. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the generator service until Ctrl-C.",
        footer = {
            "",
            "Example:",
            "  doppel serve --bootstrap broker:9092 --registry http://registry:8081",
            "",
            "The configuration file is YAML; see docs/operations.md. Options and environment variables override it."
        })
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ServiceOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.run(service -> service, "Answers requests.");
        return 0;
    }
}

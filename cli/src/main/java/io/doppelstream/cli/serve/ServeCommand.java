package io.doppelstream.cli.serve;

import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.Logging;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.time.Duration;
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

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    @Mixin
    private ServiceOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.service();
        ServiceConfig service = options.read();
        try (Interruption interruption = new Interruption();
                GeneratorService running = GeneratorService.start(service)) {
            running.awaitReady(START_TIMEOUT);
            System.out.println("Ready. Health and metrics: http://"
                    + service.http().host() + ":" + running.httpPort() + "/health/ready, /metrics. Ctrl-C ends.");
            interruption.await();
        }
        return 0;
    }
}

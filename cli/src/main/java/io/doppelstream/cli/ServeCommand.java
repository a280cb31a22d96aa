package io.doppelstream.cli;

import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.ConfigReader;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class ServeCommand implements Callable<Integer> {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    @Option(names = "--config", paramLabel = "FILE", description = "YAML configuration of the service.")
    private Path config;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers (DOPPEL_BOOTSTRAP).")
    private String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry (DOPPEL_REGISTRY).")
    private String registry;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port of health and metrics (DOPPEL_HTTP_PORT).")
    private Integer httpPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.service();
        Map<String, String> environment = new HashMap<>(System.getenv());
        put(environment, "DOPPEL_BOOTSTRAP", bootstrap);
        put(environment, "DOPPEL_REGISTRY", registry);
        put(environment, "DOPPEL_HTTP_PORT", httpPort);
        ServiceConfig service = ConfigReader.read(Optional.ofNullable(config), environment);
        try (Interruption interruption = new Interruption();
                GeneratorService running = GeneratorService.start(service)) {
            running.awaitReady(START_TIMEOUT);
            System.out.println("Ready. Health and metrics: http://"
                    + service.http().host() + ":" + running.httpPort() + "/health/ready, /metrics. Ctrl-C ends.");
            interruption.await();
        }
        return 0;
    }

    static void put(Map<String, String> environment, String name, Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}

package io.doppelstream.cli.serve;

import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.Logging;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.ConfigReader;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** Configuration of a service that a command runs: a file, overridden by the environment, overridden by options. */
final class ServiceOptions {

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

    /**
     * Runs the service until Ctrl-C.
     *
     * @param with what the command adds to the configuration
     * @param doing a sentence for the user
     */
    void run(UnaryOperator<ServiceConfig> with, String doing) throws IOException, InterruptedException {
        Logging.service();
        ServiceConfig service = with.apply(read());
        try (Interruption interruption = new Interruption();
                GeneratorService running = GeneratorService.start(service)) {
            running.awaitReady(START_TIMEOUT);
            System.out.println("Ready. " + doing + " Health and metrics: http://"
                    + service.http().host() + ":" + running.httpPort() + "/health/ready, /metrics. Ctrl-C ends.");
            interruption.await();
        }
    }

    private ServiceConfig read() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        put(environment, "DOPPEL_BOOTSTRAP", bootstrap);
        put(environment, "DOPPEL_REGISTRY", registry);
        put(environment, "DOPPEL_HTTP_PORT", httpPort);
        return ConfigReader.read(Optional.ofNullable(config), environment);
    }

    private static void put(Map<String, String> environment, String name, Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}

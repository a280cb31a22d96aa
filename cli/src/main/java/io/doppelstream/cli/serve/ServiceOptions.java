package io.doppelstream.cli.serve;

import io.doppelstream.service.config.ConfigReader;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Configuration of a service that a command runs: a file, overridden by the environment, overridden by options. */
final class ServiceOptions {

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

    ServiceConfig read() throws IOException {
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

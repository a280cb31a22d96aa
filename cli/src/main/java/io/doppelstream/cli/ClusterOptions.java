package io.doppelstream.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the cluster is; each option also from the environment. */
final class ClusterOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:DOPPEL_BOOTSTRAP:-localhost:9092}",
            description = "Kafka's bootstrap servers (DOPPEL_BOOTSTRAP; default: ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:DOPPEL_REGISTRY:-http://localhost:8081}",
            description = "The schema registry (DOPPEL_REGISTRY; default: ${DEFAULT-VALUE}).")
    private String registry;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            defaultValue = "${env:DOPPEL_CLIENT_CONFIG:-}",
            description = "Properties of Kafka clients and the registry client, for TLS and SASL (DOPPEL_CLIENT_CONFIG).")
    private String clientConfig;

    static ClusterOptions of(String bootstrap, String registry) {
        ClusterOptions options = new ClusterOptions();
        options.bootstrap = bootstrap;
        options.registry = registry;
        options.clientConfig = "";
        return options;
    }

    String bootstrap() {
        return bootstrap;
    }

    String registry() {
        return registry;
    }

    /** Path of the client configuration, null if there is none. */
    Path clientConfigFile() {
        return clientConfig == null || clientConfig.isBlank() ? null : Path.of(clientConfig);
    }

    /** Properties of any Kafka client. */
    Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(file());
        properties.keySet().removeIf(key -> key.startsWith("schema.registry.") || key.startsWith("basic.auth."));
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }

    /** Properties of the registry client, under Confluent's names. */
    Map<String, Object> registryClient() {
        Map<String, Object> properties = new HashMap<>();
        file().forEach((key, value) -> {
            if (key.startsWith("schema.registry.") || key.startsWith("basic.auth.") || key.startsWith("auto.register")) {
                properties.put(key, value);
            }
        });
        properties.put("schema.registry.url", registry);
        return properties;
    }

    private Map<String, String> file() {
        Path file = clientConfigFile();
        Map<String, String> result = new TreeMap<>();
        if (file == null) {
            return result;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UserException("Expected a readable properties file for --client-config, found: " + e, e);
        }
        properties.stringPropertyNames().forEach(name -> result.put(name, properties.getProperty(name)));
        return result;
    }
}

package io.doppelstream.cli.cluster;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.service.config.TopicSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Option;

/** Where the cluster is; each option also from the environment. */
public final class ClusterOptions {

    private static final int TIMEOUT_MS = 10_000;

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
            description =
                    "Properties of Kafka clients and the registry client, for TLS and SASL (DOPPEL_CLIENT_CONFIG).")
    private String clientConfig;

    /** A cluster that a command started itself: without client configuration. */
    public static ClusterOptions of(String bootstrap, String registry) {
        ClusterOptions options = new ClusterOptions();
        options.bootstrap = bootstrap;
        options.registry = registry;
        options.clientConfig = "";
        return options;
    }

    /** {@code HOST:PORT} of the brokers to begin with. */
    public String bootstrap() {
        return bootstrap;
    }

    /** URL of the schema registry. */
    public String registry() {
        return registry;
    }

    /** The topics, under the prefix that the service has, too. */
    public TopicSettings topics() {
        String prefix = System.getenv("DOPPEL_TOPIC_PREFIX");
        return new TopicSettings(prefix == null || prefix.isBlank() ? null : prefix, null, null, null);
    }

    /**
     * Fails at once, with a clear word, where no broker answers.
     *
     * @throws UserException where none answers
     */
    public void check() {
        Map<String, Object> properties = new HashMap<>(client());
        properties.put("default.api.timeout.ms", TIMEOUT_MS);
        properties.put("request.timeout.ms", TIMEOUT_MS / 2);
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new UserException(
                    "Expected a Kafka broker at " + bootstrap
                            + " (--bootstrap or DOPPEL_BOOTSTRAP), found none that answers: "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("Interrupted while connecting to " + bootstrap, e);
        } catch (ConfigException e) {
            throw new UserException("Expected --bootstrap HOST:PORT, found '" + bootstrap + "': " + e.getMessage(), e);
        } catch (KafkaException e) {
            String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new UserException("Expected a Kafka broker at " + bootstrap + " (--bootstrap), found: " + cause, e);
        }
    }

    /** Path of the client configuration, null if there is none. */
    Path clientConfigFile() {
        return clientConfig == null || clientConfig.isBlank() ? null : Path.of(clientConfig);
    }

    /** Properties of any Kafka client. */
    public Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(file());
        properties.keySet().removeIf(key -> key.startsWith("schema.registry.") || key.startsWith("basic.auth."));
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }

    /** Properties of the registry client, under Confluent's names. */
    public Map<String, Object> registryClient() {
        Map<String, Object> properties = new HashMap<>();
        file().forEach((key, value) -> {
            if (key.startsWith("schema.registry.")
                    || key.startsWith("basic.auth.")
                    || key.startsWith("auto.register")) {
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

package io.doppelstream.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real schema registry with Confluent's API: <a href="https://www.apicur.io/registry/">Apicurio Registry</a> in a
 * child process that ends with this one, however this one ends. It answers when {@link #start} returns, and checks
 * BACKWARD compatibility, as Confluent's registry does by default. Schemas and their ids outlive it in the configured
 * folder.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final EmbeddedRegistryConfig config;
    private final RegistryProcess process;
    private final Optional<Path> temporaryFolder;

    private EmbeddedRegistry(EmbeddedRegistryConfig config, RegistryProcess process, Optional<Path> temporaryFolder) {
        this.config = config;
        this.process = process;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts a registry on a free port, with its data in a temporary folder that {@link #close} deletes. */
    public static EmbeddedRegistry start() {
        Path folder = Folders.temporary("doppel-registry-");
        try {
            return start(EmbeddedRegistryConfig.in(folder), Optional.of(folder));
        } catch (EmbeddedStartException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    public static EmbeddedRegistry start(EmbeddedRegistryConfig config) {
        return start(config, Optional.empty());
    }

    private static EmbeddedRegistry start(EmbeddedRegistryConfig config, Optional<Path> temporaryFolder) {
        long begin = System.nanoTime();
        FreePorts.requireFree(config.port(), "schema registry");
        RegistryProcess process = RegistryProcess.launch(config);
        EmbeddedRegistry registry = new EmbeddedRegistry(config, process, temporaryFolder);
        try {
            registry.awaitReady(begin + config.startTimeout().toNanos());
            registry.requireBackwardCompatibility();
        } catch (IOException e) {
            process.kill();
            throw new EmbeddedStartException(registry.failure("found: " + e), e);
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("The start of the schema registry was interrupted", e);
        } catch (EmbeddedStartException e) {
            process.kill();
            throw e;
        }
        log.info(
                "Schema registry started on {} in {} ms, log in {}",
                config.url(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                config.logFile());
        return registry;
    }

    private void awaitReady(long deadline) throws InterruptedException {
        HttpRequest subjects = request("/subjects").GET().build();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new EmbeddedStartException(failure("found that it ended with status " + process.exitStatus()));
            }
            try {
                int status = send(subjects).statusCode();
                if (status == 200) {
                    return;
                }
                last = "HTTP status " + status;
            } catch (IOException e) {
                last = e.toString(); // Not listening yet; the last one is reported when time is over.
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        throw new EmbeddedStartException(
                failure("found after " + config.startTimeout().toSeconds() + " s: " + last));
    }

    /** Apicurio's own default is NONE, Confluent's is BACKWARD. */
    private void requireBackwardCompatibility() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("/config")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build());
        if (response.statusCode() != 200) {
            throw new EmbeddedStartException(failure("found that it refused compatibility BACKWARD with HTTP status "
                    + response.statusCode() + ": " + response.body()));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(config.url() + path)).timeout(REQUEST_TIMEOUT);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private String failure(String found) {
        return "Expected the schema registry to answer on " + config.url() + ", " + found + ". End of its log "
                + config.logFile() + ":\n" + process.logTail();
    }

    /** Address for {@code schema.registry.url}. */
    public String url() {
        return config.url();
    }

    public EmbeddedRegistryConfig config() {
        return config;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the registry at once, as a crash would; {@link #start(EmbeddedRegistryConfig)} brings it back. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop();
        temporaryFolder.ifPresent(Folders::delete);
    }
}

package io.doppelstream.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.doppelstream.service.config.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
public final class HttpEndpoints implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "doppel-http");
        thread.setDaemon(true);
        return thread;
    });

    private HttpEndpoints(HttpServer server) {
        this.server = server;
    }

    /**
     * An answer of a health endpoint.
     *
     * @param healthy status 200 if true, 503 if not
     * @param details by name
     */
    public record Health(boolean healthy, Map<String, Object> details) {}

    /** Listens at once. */
    public static HttpEndpoints start(
            HttpSettings settings, Supplier<Health> live, Supplier<Health> ready, Supplier<String> metrics) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()), 0);
            HttpEndpoints endpoints = new HttpEndpoints(server);
            server.setExecutor(endpoints.threads);
            server.createContext("/health/live", exchange -> health(exchange, live.get()));
            server.createContext("/health/ready", exchange -> health(exchange, ready.get()));
            server.createContext("/metrics", exchange -> answer(exchange, 200, TEXT, metrics.get()));
            server.start();
            return endpoints;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to listen on " + settings.host() + ":" + settings.port()
                            + " (http.host, http.port), found: " + e.getMessage(),
                    e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void health(HttpExchange exchange, Health health) throws IOException {
        try {
            answer(
                    exchange,
                    health.healthy() ? 200 : 503,
                    "application/json",
                    JSON.writeValueAsString(health.details()));
        } catch (JsonProcessingException e) {
            throw new IOException("Expected health as JSON, found " + health, e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}

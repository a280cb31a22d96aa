package io.doppelstream.service.config;

/**
 * Health and metrics.
 *
 * @param host address to listen on; loopback by default
 * @param port port, 0 for any free one; 8080 by default
 */
public record HttpSettings(String host, Integer port) {

    /** Port 8080 on loopback. */
    public static final HttpSettings DEFAULTS = new HttpSettings(null, null);

    public HttpSettings {
        host = host == null ? "127.0.0.1" : host;
        port = port == null ? 8080 : port;
        Problems problems = new Problems();
        problems.require(!host.isBlank(), "http.host", "an address", "'" + host + "'");
        problems.require(port >= 0 && port <= 65535, "http.port", "0 to 65535", port);
        problems.throwIfAny();
    }
}

package io.doppelstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports on the loopback address that nobody listens on. Another process may still take one before it is used: the
 * servers report that as a port that is taken.
 */
final class FreePorts {

    /** Until its server listens, a port that was found would be found again: a broker's would be its registry's, too. */
    private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** Finds {@code count} free ports that were not found before. */
    static List<Integer> find(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = find();
            if (FOUND.add(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedStartException("Expected a free port on loopback, found none: " + e, e);
        }
    }

    /**
     * Fails with a clear message when something listens on the port.
     *
     * @param server what wants the port, for the message
     */
    static void requireFree(int port, String server) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "Expected port " + port + " on loopback to be free for the " + server
                            + ", found it taken. Stop what listens there or choose another port.",
                    e);
        }
    }
}

package io.doppelstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports on the loopback address that nobody listens on. Another process may still take one before it is used: the
 * servers report that as a port that is taken.
 */
final class FreePorts {
    private FreePorts() {}

    /** Finds {@code count} different free ports. */
    static List<Integer> find(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new EmbeddedStartException("Expected " + count + " free ports on loopback, found none: " + e, e);
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

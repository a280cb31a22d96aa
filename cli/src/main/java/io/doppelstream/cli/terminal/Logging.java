package io.doppelstream.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged. */
public final class Logging {

    private static boolean verbose;

    private Logging() {}

    /** Logs of everything, for {@code --debug}. */
    public static void verbose() {
        verbose = true;
        level(Logger.ROOT_LOGGER_NAME, Level.INFO);
        level("io.doppelstream", Level.DEBUG);
    }

    /** Logs of a running service: what its operator wants to see. */
    public static void service() {
        if (verbose) {
            return;
        }
        level(Logger.ROOT_LOGGER_NAME, Level.WARN);
        level("io.doppelstream", Level.INFO);
    }

    private static void level(String name, Level level) {
        ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
    }
}

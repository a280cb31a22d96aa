package io.doppelstream.cli.benchmark.measure;

import java.lang.management.ManagementFactory;

/** The machine that a figure was measured on. */
public final class Machine {

    private Machine() {}

    /** Processors, memory, system and Java in one line. */
    public static String describe() {
        long bytes =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return "%d processors, %d GiB, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(bytes / (double) (1 << 30)),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version().feature());
    }
}

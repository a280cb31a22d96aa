package io.doppelstream.embedded;

import io.doppelstream.embedded.EmbeddedKafkaConfig.Voter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Kafka node in a JVM of its own: to be measured beside what uses it, or to be killed. It ends with this JVM, however
 * that ends.
 */
public final class KafkaProcess implements AutoCloseable {
    /** A fast start: the first compiler tier, one collector thread. */
    public static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** As {@code kafka-server-start.sh} has them. */
    public static final List<String> SERVER = List.of(
            "-Xmx1g", "-Xms1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35");

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 20;

    private final EmbeddedKafkaConfig config;
    private final Path log;
    private final Process process;

    private KafkaProcess(EmbeddedKafkaConfig config, Path log, Process process) {
        this.config = config;
        this.log = log;
        this.process = process;
    }

    /**
     * Launches a node; it is not ready yet.
     *
     * @param jvm options of its JVM, such as {@link #SERVER}
     * @param log file that its output is appended to
     */
    public static KafkaProcess launch(EmbeddedKafkaConfig config, List<String> jvm, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DiesWithParent.class.getName(),
                KafkaProcess.class.getName(),
                Integer.toString(config.nodeId()),
                config.clusterId(),
                Integer.toString(config.brokerPort()),
                config.voters().stream()
                        .map(voter -> voter.nodeId() + ":" + voter.port())
                        .collect(Collectors.joining(",")),
                config.dataFolder().toString(),
                Integer.toString(config.replicationFactor())));
        config.settings().forEach((name, value) -> command.add(name + "=" + value));
        try {
            return new KafkaProcess(
                    config,
                    log,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "Expected to start a Kafka node with " + command.get(0) + ", found: " + e, e);
        }
    }

    /** The child: what {@link #launch} passes, in this order. */
    public static void main(String[] arguments) {
        List<Voter> voters = Arrays.stream(arguments[3].split(","))
                .map(voter -> voter.split(":"))
                .map(parts -> new Voter(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
                .toList();
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(6)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        EmbeddedKafka node = EmbeddedKafka.start(new EmbeddedKafkaConfig(
                Integer.parseInt(arguments[0]),
                arguments[1],
                Integer.parseInt(arguments[2]),
                voters,
                Path.of(arguments[4]),
                Integer.parseInt(arguments[5]),
                settings));
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop-kafka"));
    }

    /** Waits until clients can connect. */
    public KafkaProcess awaitReady() {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new EmbeddedStartException("Expected a Kafka node to start on " + config.bootstrap() + " within "
                        + LONGEST_START.toSeconds() + " s, found none: see " + log);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new EmbeddedStartException("Interrupted while a Kafka node started", e);
            }
        }
        return this;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.brokerPort()), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return config.bootstrap();
    }

    /** Ends the process at once, as a crash would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops the node in an orderly way, and by force when it does not stop. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}

package io.doppelstream.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The child process of a schema registry: its command line, its log, its end. */
final class RegistryProcess {
    private static final int LOG_TAIL_LINES = 30;
    private static final long STOP_SECONDS = 10;

    private final EmbeddedRegistryConfig config;
    private final Process process;
    private final Thread shutdownHook;

    private RegistryProcess(EmbeddedRegistryConfig config, Process process) {
        this.config = config;
        this.process = process;
        this.shutdownHook = new Thread(process::destroyForcibly, "stop-embedded-registry");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    static RegistryProcess launch(EmbeddedRegistryConfig config) {
        Path launcher = writeLauncher(Folders.create(config.dataFolder().resolve("launcher")));
        Path runner = RegistryHome.runner(config.home());
        // Fast start over peak speed: the first compiler tier, the JDK's class data archive, one collector thread.
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.maxHeapMegabytes() + "m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + config.port(),
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + config.dataFolder().toAbsolutePath().resolve("database")
                        + ";WRITE_DELAY=0", // H2 would write a commit half a second late, and a crash lose it.
                "-classpath",
                runner + File.pathSeparator + launcher,
                DiesWithParent.class.getName(),
                RegistryHome.mainClass(runner));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(config.logFile().toFile())
                    .start();
            return new RegistryProcess(config, process);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "Expected to start the schema registry with " + command.get(0) + ", found: " + e, e);
        }
    }

    /** Copies the one class that the child needs from here, so that it gets nothing else of our class path. */
    private static Path writeLauncher(Path folder) {
        String resource = DiesWithParent.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(resource);
        try (InputStream classFile = DiesWithParent.class.getClassLoader().getResourceAsStream(resource)) {
            Folders.create(file.getParent());
            Files.copy(classFile, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write " + file + ", it failed", e);
        }
        return folder;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitStatus() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** The last lines of the log, for error messages. */
    String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(config.logFile()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    /** Asks the process to end, and ends it by force when it does not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forgetShutdownHook();
    }

    /** Ends the process at once, as a crash would. */
    void kill() {
        process.destroyForcibly().onExit().join();
        forgetShutdownHook();
    }

    private void forgetShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending: its hooks run now and find a process that has ended, which is harmless.
            assert !process.isAlive() || Thread.currentThread().isInterrupted();
        }
    }
}

package io.doppelstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStartIT {
    @TempDir
    Path folder;

    @Test
    void shouldSayWhichPortWhenItIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.start(
                            EmbeddedKafkaConfig.singleNode(folder).withBrokerPort(port)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("Expected port " + port)
                    .hasMessageContaining("Kafka broker");
            assertThatThrownBy(() -> EmbeddedRegistry.start(
                            EmbeddedRegistryConfig.in(folder).withPort(port)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("Expected port " + port)
                    .hasMessageContaining("schema registry");
        }
    }

    @Test
    void shouldShowTheEndOfTheLogWhenTheRegistryEndsAtOnce() throws Exception {
        Files.writeString(folder.resolve("database.mv.db"), "no database");

        assertThatThrownBy(() -> EmbeddedRegistry.start(EmbeddedRegistryConfig.in(folder)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("End of its log")
                .hasMessageContaining("ended with status");
    }

    @Test
    void shouldSayHowToGetTheRegistryWhenItsHomeIsEmpty() {
        String before = System.getProperty(RegistryHome.PROPERTY);
        System.setProperty(RegistryHome.PROPERTY, folder.toString());
        try {
            assertThatThrownBy(RegistryHome::find)
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining(RegistryHome.PROPERTY);
        } finally {
            if (before == null) {
                System.clearProperty(RegistryHome.PROPERTY);
            } else {
                System.setProperty(RegistryHome.PROPERTY, before);
            }
        }
    }

    /** A parent that starts a registry and is then killed, as {@code kill -9} would. */
    @Test
    void shouldEndTheRegistryWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        RegistryParent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = parent.inputReader()
                .lines()
                .filter(text -> text.startsWith(RegistryParent.PREFIX))
                .findFirst()
                .orElseThrow();
        ProcessHandle registry = ProcessHandle.of(Long.parseLong(line.substring(RegistryParent.PREFIX.length())))
                .orElseThrow();
        assertThat(registry.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        assertThat(registry.onExit()).succeedsWithin(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Main class of that parent. */
    static final class RegistryParent {
        static final String PREFIX = "registry process ";

        private RegistryParent() {}

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedRegistry registry = EmbeddedRegistry.start(EmbeddedRegistryConfig.in(Path.of(arguments[0])));
            System.out.println(PREFIX + registry.pid());
            Thread.currentThread().join();
        }
    }
}

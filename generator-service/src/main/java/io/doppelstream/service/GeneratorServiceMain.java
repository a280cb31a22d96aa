package io.doppelstream.service;

import io.doppelstream.service.config.ConfigReader;
import io.doppelstream.service.config.InvalidConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs the generator service until the process is asked to end: {@code [CONFIG.yaml]}, environment variables override it. */
public final class GeneratorServiceMain {
    private static final int EXPECTED_FAILURE = 1;

    private GeneratorServiceMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Optional<Path> file = Arrays.stream(arguments).findFirst().map(Path::of);
        GeneratorService service;
        try {
            service = GeneratorService.start(ConfigReader.read(file, System.getenv()));
        } catch (InvalidConfigException e) {
            fail(e.getMessage());
            return;
        } catch (UncheckedIOException e) {
            fail(e.getMessage());
            return;
        } catch (IOException e) {
            fail("Expected to read the configuration, found: " + e);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "doppel-shutdown"));
        new CountDownLatch(1).await();
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(EXPECTED_FAILURE);
    }
}

package io.doppelstream.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.config.StreamSettings;
import io.doppelstream.service.fixture.Instances;
import io.doppelstream.service.fixture.LoanFeed;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real topic merged with synthetic records, with instances that come, go and are killed: exact to the record. */
class AugmentationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static TestService test;

    @BeforeAll
    static void start() throws IOException {
        test = new TestService(folder);
        test.publish("tiny", "1");
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    /** An instance; one that is gone is given up as soon as the broker allows. */
    private static ServiceConfig config(String instance, LoanFeed feed) {
        ServiceConfig config = test.config(instance);
        StreamSettings streams = new StreamSettings(
                feed.topic(),
                null,
                null,
                null,
                null,
                null,
                config.streams().stateDir(),
                Map.of("producer.transaction.timeout.ms", 6_000, "main.consumer.session.timeout.ms", 6_000));
        return config.withStreams(streams).withAugmentations(List.of(feed.settings()));
    }

    private static LoanFeed.Merged await(LoanFeed feed, Predicate<LoanFeed.Merged> state) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(feed::merged, state);
    }

    /** Closes the windows, and checks what they hold. */
    private static void assertExactInTheEnd(LoanFeed feed) {
        await(feed, merged -> merged.real().size() >= feed.events());
        feed.close();
        feed.assertExact(await(
                feed,
                merged -> merged.real().size() > feed.events()
                        && merged.synthetic().size() >= feed.synthetic()));
    }

    @Test
    void shouldFillEachWindowOnceWhenAnInstanceIsKilledInBetween() throws Exception {
        LoanFeed feed = LoanFeed.create(test, "killed-loans", 40);
        int first = feed.events() / 4;
        ServiceConfig config = config("killed", feed);
        try (ServiceProcess process = ServiceProcess.start(folder, config)) {
            feed.send(0, first);
            await(feed, merged -> !merged.synthetic().isEmpty());
            feed.send(first, 3 * first);
            await(feed, merged -> merged.real().size() > first);
            process.kill();
        }
        LoanFeed.Merged before = feed.merged();
        assertThat(before.real().size())
                .as("real events merged when it was killed")
                .isBetween(first, 3 * first - 1);
        assertThat(before.synthetic()).as("synthetic records merged by then").isNotEmpty();
        feed.send(3 * first, feed.events());
        try (GeneratorService successor = GeneratorService.start(config)) {
            assertExactInTheEnd(feed);
            assertThat(successor.isReady()).isTrue();
        }
    }

    @Test
    void shouldFillEachWindowOnceWhileInstancesComeAndGo() throws Exception {
        LoanFeed feed = LoanFeed.create(test, "loans", 20);
        int part = feed.events() / 4;
        GeneratorService first = GeneratorService.start(config("a", feed));
        try {
            first.awaitReady(PATIENCE);
            test.write(feed.topic(), "bad", "not Avro".getBytes(UTF_8));
            feed.send(0, part);
            await(feed, merged -> !merged.synthetic().isEmpty());
            assertThat(first.metrics()).contains("doppel_augment_share{augmentation=\"loans\",segment=\"'single'\"}");
            try (GeneratorService second = GeneratorService.start(config("b", feed))) {
                feed.send(part, 2 * part);
                second.awaitReady(PATIENCE);
                Instances.await(test, feed.topic(), 2);
                feed.send(2 * part, 3 * part);
                await(feed, merged -> merged.real().size() > 2 * part);
                first.close();
                feed.send(3 * part, feed.events());
                assertExactInTheEnd(feed);
                assertThat(counted(second))
                        .as("records that the second instance counted")
                        .isPositive();
            }
        } finally {
            first.close();
        }
        assertThat(test.deadLetters()).extracting(DeadLetter::getTopic).containsExactly(feed.topic());
    }

    /** Records that an instance counted. */
    private static double counted(GeneratorService service) {
        return TestService.sum(service.metrics(), "doppel_augment_records_total");
    }
}

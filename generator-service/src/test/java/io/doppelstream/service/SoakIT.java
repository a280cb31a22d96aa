package io.doppelstream.service;

import static io.doppelstream.service.fixture.TestService.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ControlAction;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.RequestControl;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.service.client.RequestClient;
import io.doppelstream.service.fixture.Expected;
import io.doppelstream.service.fixture.ServiceProcess;
import io.doppelstream.service.fixture.TestService;
import io.doppelstream.service.fixture.ThreeBrokers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of every kind for minutes, one after the other, under a feed and requests of all sizes; the seed is logged. */
@Tag("soak")
class SoakIT {
    private static final Logger log = LoggerFactory.getLogger(SoakIT.class);
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("soak.minutes", 5));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofSeconds(8);
    private static final String FEED = "doppel.synthetic.feed";
    private static final String ASKED = "doppel.synthetic.asked";

    @TempDir
    private static Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final ServiceProcess[] services = new ServiceProcess[2];
    private ThreeBrokers brokers;
    private TestService test;

    @Test
    void shouldAnswerEverythingOnceWhateverFails() throws Exception {
        log.info("Soak of {} with seed {}", LENGTH, SEED);
        try (ThreeBrokers cluster = ThreeBrokers.start(folder);
                TestService clients = new TestService(folder, cluster)) {
            brokers = cluster;
            test = clients;
            test.publish("tiny", "1");
            startService(0);
            startService(1);
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                test.client().close();
                return true;
            });
            try (RequestClient feed = test.client();
                    RequestClient client = test.client()) {
                feed.send(request("feed", 0).setRate(300.0).setOutputTopic(FEED).build());
                long end = System.nanoTime() + LENGTH.toNanos();
                while (System.nanoTime() < end) {
                    ask(client);
                    fault();
                    ask(client);
                    Thread.sleep(BETWEEN.toMillis());
                }
                shouldHaveAnsweredAll();
                feed.send(RequestControl.newBuilder()
                        .setRequestId("feed")
                        .setAction(ControlAction.CANCEL)
                        .build());
                GenerationStatus last = feed.await("feed", PATIENCE, seen -> {});
                assertThat(last.getState()).as(last.toString()).isEqualTo(GenerationState.CANCELLED);
                Expected.assertWithoutGapOrRepeat(test.read(FEED), last.getDelivered());
                assertThat(test.deadLetters()).isEmpty();
                log.info("{} requests and a feed of {} records", asked.size(), last.getDelivered());
            } finally {
                services[0].close();
                services[1].close();
            }
        }
    }

    private void startService(int instance) throws Exception {
        services[instance] = ServiceProcess.start(folder, test.config("soak-" + instance));
    }

    private void ask(RequestClient client) {
        for (long count : List.of(1L, 700L, 4_000L)) {
            String id = "asked-" + asked.size();
            asked.put(id, count);
            client.send(request(id, count).setOutputTopic(ASKED).build());
        }
    }

    private void fault() throws Exception {
        int instance = random.nextInt(2);
        int kind = random.nextInt(4);
        log.info(
                "Fault {} on instance {}",
                List.of("broker", "SIGKILL", "SIGTERM", "registry").get(kind),
                instance);
        switch (kind) {
            case 0 -> {
                brokers.kill();
                Thread.sleep(BETWEEN.toMillis());
                brokers.restart();
                brokers.await(3);
            }
            case 1 -> {
                services[instance].kill();
                startService(instance);
            }
            case 2 -> {
                services[instance].terminate();
                startService(instance);
            }
            default -> brokers.restartRegistry(BETWEEN);
        }
    }

    private void shouldHaveAnsweredAll() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            Map<String, List<ConsumerRecord<byte[], byte[]>>> found = test.read(ASKED).stream()
                    .collect(Collectors.groupingBy(record -> new String(
                            record.headers().lastHeader(DoppelHeaders.REQUEST).value(), UTF_8)));
            assertThat(found.keySet()).isEqualTo(asked.keySet());
            found.forEach((id, records) -> Expected.assertWithoutGapOrRepeat(records, asked.get(id)));
        });
    }
}

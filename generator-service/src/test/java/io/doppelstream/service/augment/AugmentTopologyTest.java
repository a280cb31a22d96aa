package io.doppelstream.service.augment;

import static io.doppelstream.service.augment.AugmentDriver.START;
import static io.doppelstream.service.augment.AugmentDriver.isSynthetic;
import static io.doppelstream.service.augment.AugmentDriver.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted, what is requested and what the merged feed holds, without a broker. */
class AugmentTopologyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double NO_RATE = 1_000_000;
    private static final double NO_RATIO = 1_000;

    private AugmentDriver driver = new AugmentDriver(settings(MINUTE, null, null, NO_RATE, NO_RATIO));

    private void with(Duration window, Integer events, String segment, double rate, double ratio) {
        driver.close();
        driver = new AugmentDriver(settings(window, events, segment, rate, ratio));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    /** Events with 5 % of the rare class, ten a second, answered as they come. */
    private void stream(int from, int to, long seed) {
        Random random = new Random(seed);
        for (int i = from; i < to; i++) {
            driver.real(random.nextInt(20) == 0 ? "yes" : "no", null, seconds(i * 0.1));
            if (i % 2 == 1) {
                driver.advance(DeficitProcessor.TICK);
                driver.answer();
            }
        }
        driver.advance(DeficitProcessor.TICK);
        driver.answer();
    }

    private Map<Long, List<TestRecord<byte[], byte[]>>> windows() {
        return driver.merged().stream()
                .collect(Collectors.groupingBy(
                        record -> (record.timestamp() - START) / MINUTE.toMillis(), TreeMap::new, Collectors.toList()));
    }

    @Test
    void shouldBringTheRareClassToItsShareInEveryWindow() {
        stream(0, 3_000, 7);

        assertThat(windows()).hasSize(5);
        windows().forEach((window, records) -> {
            assertThat(records.stream().filter(record -> !isSynthetic(record))).hasSize(600);
            // It is asked for as the window fills: real ones that come later make it a little more.
            assertThat(driver.share(records)).as("window " + window).isBetween(0.3, 0.32);
        });
        assertThat(driver.meter("doppel.augment.share", "segment", "all")).isCloseTo(0.3, within(0.02));
        assertThat(driver.meter("doppel.augment.records", "kind", "synthetic")).isEqualTo((double) driver.requested());
    }

    @Test
    void shouldPassRealRecordsOnAsTheyAreWhenTheyAreCounted() {
        byte[] value = driver.event("no", "gold");
        driver.real("k".getBytes(UTF_8), value, new RecordHeaders().add("mine", new byte[] {1}), seconds(3));

        TestRecord<byte[], byte[]> record = driver.merged().get(0);
        assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(value);
        assertThat(record.timestamp()).isEqualTo(START + 3_000);
        assertThat(record.headers().lastHeader("mine").value()).containsExactly(1);
        assertThat(record.headers().lastHeader(DoppelHeaders.SYNTHETIC).value()).isEqualTo("false".getBytes(UTF_8));
    }

    @Test
    void shouldGiveSyntheticRecordsTheTimeOfTheLatestRealOneInTheirWindow() {
        for (int i = 0; i < 10; i++) {
            driver.real("no", null, seconds(i));
        }
        driver.advance(DeficitProcessor.TICK);
        driver.answer();

        assertThat(driver.merged().stream().filter(AugmentDriver::isSynthetic))
                .hasSize(5)
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(START + 9_000));
    }

    @Test
    void shouldKeepTheCountWhenItIsRestarted() {
        stream(0, 299, 7);
        long before = driver.requested();
        driver.restart();
        driver.advance(seconds(2));
        assertThat(driver.requested()).isEqualTo(before);

        stream(299, 600, 8);

        List<TestRecord<byte[], byte[]>> records = driver.merged();
        assertThat(records.stream().filter(record -> !isSynthetic(record))).hasSize(600);
        assertThat(driver.share(records)).isBetween(0.3, 0.32);
        assertThat(driver.requests().stream().map(GenerationRequest::getRequestId))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNotOpenAClosedWindowAgainWhenItIsRestarted() {
        driver.real("no", null, seconds(1));
        driver.real("no", null, seconds(80));
        driver.restart();
        driver.real("no", null, seconds(2));

        assertThat(driver.meter("doppel.augment.records", "kind", "late")).isEqualTo(1);
    }

    @Test
    void shouldCountLateEventsWithinTheGraceAndPassLaterOnesUncounted() {
        for (int i = 0; i < 7; i++) {
            driver.real("no", null, seconds(50));
        }
        driver.real("no", null, seconds(69));
        driver.real("yes", null, seconds(55));
        driver.advance(DeficitProcessor.TICK);
        // 7 and 1 in the first window with a late rare one: ceil((2.4 - 1) / 0.7); 1 in the second: ceil(0.3 / 0.7).
        assertThat(driver.requested()).isEqualTo(2 + 1);

        driver.real("no", null, seconds(71));
        driver.real("yes", null, seconds(56));
        driver.advance(DeficitProcessor.TICK);

        assertThat(driver.meter("doppel.augment.records", "kind", "late")).isEqualTo(1);
        assertThat(driver.merged()).hasSize(11);
        assertThat(driver.requested()).isEqualTo(2 + 1);
    }

    @Test
    void shouldRequestWhatIsMissingWhenAWindowClosesBeforeAnyTick() {
        driver.advance(DeficitProcessor.TICK);
        for (int i = 0; i < 100; i++) {
            driver.real("no", null, seconds(i * 0.1));
        }
        driver.real("no", null, seconds(200));

        assertThat(driver.requested()).isEqualTo(43);
    }

    @Test
    void shouldGoOnAndExplainWhenRecordsCannotBeCounted() {
        with(MINUTE, null, "missing", NO_RATE, NO_RATIO);
        driver.real("no", null, seconds(1));
        assertThat(driver.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReasonCode()).isEqualTo("EVENT_NOT_USABLE");
            assertThat(letter.getMessage()).contains("Expected a field missing, found [y, plan]", "augmentation test");
        });

        with(MINUTE, null, "plan", NO_RATE, NO_RATIO);
        driver.real(null, new byte[] {9, 9, 9, 9, 9, 9}, new RecordHeaders(), seconds(1));
        driver.real(null, new byte[] {0, 0, 0, 0, 99, 1}, new RecordHeaders(), seconds(1));
        driver.real("no", "x".repeat(200), seconds(1));
        driver.stray();
        driver.strayCount();
        driver.real("no", "gold", seconds(1));

        assertThat(driver.deadLetters().stream().map(DeadLetter::getReasonCode))
                .containsExactly(
                        "UNDECODABLE", "UNKNOWN_SCHEMA_ID", "EVENT_NOT_USABLE", "EVENT_NOT_USABLE", "UNDECODABLE");
        assertThat(driver.merged()).hasSize(1);
        assertThat(driver.meter("doppel.augment.records", "kind", "malformed")).isEqualTo(5);
    }

    @Test
    void shouldPassTombstonesAndSyntheticRecordsUncounted() {
        driver.real("k".getBytes(UTF_8), null, new RecordHeaders(), seconds(1));
        driver.real(
                null,
                driver.event("no", null),
                new RecordHeaders().add(DoppelHeaders.SYNTHETIC, "true".getBytes(UTF_8)),
                seconds(1));
        driver.advance(seconds(1));

        assertThat(driver.merged()).hasSize(2);
        assertThat(driver.requested()).isZero();
        assertThat(driver.meter("doppel.augment.records", "kind", "passed")).isEqualTo(2);
    }

    @Test
    void shouldPassAnEventFromTheFutureUncountedSoThatWindowsStayOpen() {
        driver.real("no", null, Duration.ofDays(300));
        driver.real("no", null, seconds(1));
        driver.advance(DeficitProcessor.TICK);

        assertThat(driver.merged()).hasSize(2);
        assertThat(driver.requested()).isEqualTo(1);
        assertThat(driver.meter("doppel.augment.records", "kind", "ahead")).isEqualTo(1);
    }

    @Test
    void shouldNotExceedTheRate() {
        with(MINUTE, null, null, 10, NO_RATIO);
        for (int i = 0; i < 1_000; i++) {
            driver.real("no", null, seconds(i * 0.01));
        }
        driver.advance(seconds(5));

        assertThat(driver.requested()).isBetween(48L, 52L);
        // 429 are needed.
        driver.real("no", null, seconds(200));
        assertThat(driver.meter("doppel.augment.unmet", "reason", "rate"))
                .isEqualTo((double) (429 - driver.requested()));
    }

    @Test
    void shouldNotExceedTheRatio() {
        with(MINUTE, null, null, NO_RATE, 0.1);
        for (int i = 0; i < 100; i++) {
            driver.real("no", null, seconds(i * 0.1));
        }
        driver.advance(seconds(1));
        assertThat(driver.requested()).isEqualTo(10);

        driver.real("no", null, seconds(200));
        assertThat(driver.meter("doppel.augment.unmet", "reason", "ratio")).isEqualTo(33);
    }

    @Test
    void shouldKeepTheShareInEachSegment() {
        with(MINUTE, null, "plan", NO_RATE, NO_RATIO);
        driver.supply(segment -> segment.equals("'odd'")
                ? new Supply.Answer.Impossible("Expected a plan, found 'odd'")
                : new Supply.Answer.Available(List.of("y = 'yes'", "plan = " + segment)));
        for (int i = 0; i < 10; i++) {
            driver.real("no", "gold", seconds(i));
            driver.real("yes", "basic", seconds(i));
            driver.real("no", null, seconds(i));
            driver.real("no", "odd", seconds(i));
        }
        driver.advance(DeficitProcessor.TICK);

        assertThat(driver.requests())
                .extracting(GenerationRequest::getCount, GenerationRequest::getConditions)
                .containsExactlyInAnyOrder(
                        tuple(5L, List.of("y = 'yes'", "plan = 'gold'")),
                        tuple(5L, List.of("y = 'yes'", "plan = null")));
        assertThat(driver.meter("doppel.augment.deficit", "segment", "'odd'")).isEqualTo(5);
    }

    @Test
    void shouldKeepTheShareOverTheLatestEvents() {
        with(null, 100, null, NO_RATE, NO_RATIO);
        for (int i = 0; i < 1_000; i++) {
            driver.real("yes", null, seconds(i * 0.01));
        }
        driver.advance(DeficitProcessor.TICK);
        assertThat(driver.requested()).isZero();

        for (int i = 0; i < 100; i++) {
            driver.real("no", null, seconds(10 + i * 0.01));
        }
        driver.advance(DeficitProcessor.TICK);
        assertThat(driver.requested()).isEqualTo(43);

        for (int i = 0; i < 50; i++) {
            driver.real("no", null, seconds(11 + i * 0.01));
        }
        driver.restart();
        driver.advance(DeficitProcessor.TICK);
        // The slot of the latest event, which has the 43, is among the last hundred still.
        assertThat(driver.requested()).isEqualTo(43);

        for (int i = 0; i < 50; i++) {
            driver.real("no", null, seconds(12 + i * 0.01));
        }
        driver.advance(DeficitProcessor.TICK);
        assertThat(driver.requested()).isEqualTo(86);
    }

    @Test
    void shouldWaitWhenTheModelIsNotPublishedYet() {
        driver.supply(segment -> new Supply.Answer.Waiting("Expected a published model, found none"));
        for (int i = 0; i < 10; i++) {
            driver.real("no", null, seconds(i));
        }
        driver.advance(seconds(1));
        assertThat(driver.requested()).isZero();

        driver.supply(segment -> new Supply.Answer.Available(List.of()));
        driver.advance(DeficitProcessor.TICK);
        assertThat(driver.requested()).isEqualTo(5);
    }

    @Test
    void shouldCountAsUnmetWhatTheModelDoesNotGiveUntilTheWindowCloses() {
        driver.supply(segment -> new Supply.Answer.Impossible("Expected a class, found another"));
        for (int i = 0; i < 10; i++) {
            driver.real("no", null, seconds(i));
        }
        driver.real("no", null, seconds(100));

        assertThat(driver.meter("doppel.augment.unmet", "reason", "model")).isEqualTo(5);
    }
}

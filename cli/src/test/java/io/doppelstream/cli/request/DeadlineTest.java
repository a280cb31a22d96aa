package io.doppelstream.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DeadlineTest {
    private final Deadline deadline = new Deadline();

    @Test
    void shouldReadTimesFromNowAndDates() {
        assertThat(deadline.convert("90s")).isCloseTo(Instant.now().plusSeconds(90), within(5, ChronoUnit.SECONDS));
        assertThat(deadline.convert("2h")).isCloseTo(Instant.now().plusSeconds(7_200), within(5, ChronoUnit.SECONDS));
        assertThat(deadline.convert("2026-12-31T23:59:59Z")).isEqualTo("2026-12-31T23:59:59Z");
        assertThat(deadline.convert("2026-12-31T23:59:59+01:00")).isEqualTo("2026-12-31T22:59:59Z");
    }

    @Test
    void shouldSayWhatWasExpectedWhenItIsNoTime() {
        assertThatThrownBy(() -> deadline.convert("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("10m")
                .hasMessageContaining("found 'soon'");
    }
}

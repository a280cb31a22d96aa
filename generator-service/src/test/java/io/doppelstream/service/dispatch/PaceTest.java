package io.doppelstream.service.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void shouldGoThroughItsPoint() {
        Pace pace = new Pace(1_000, 40);

        assertThat(pace.due(50, 1_000)).isEqualTo(40);
        assertThat(pace.due(50, 1_019)).isEqualTo(40);
        assertThat(pace.due(50, 1_020)).isEqualTo(41);
        assertThat(pace.due(50, 11_000)).isEqualTo(540);
    }

    @Test
    void shouldCatchUpAShortDelayAndNotALongOne() {
        Pace pace = new Pace(0, 0);

        assertThat(pace.at(100, 900, 0)).isSameAs(pace);
        assertThat(pace.at(100, 5_000, 0)).isEqualTo(new Pace(5_000, 0));
    }

    @Test
    void shouldGiveARecordNowAndThenWhenTheRateIsLow() {
        Pace pace = new Pace(0, 0);

        assertThat(pace.at(0.1, 10_040, 0).due(0.1, 10_040)).isEqualTo(1);
    }

    @Test
    void shouldBeginAnewWhenTheClockWasSetBack() {
        assertThat(new Pace(100_000, 7).at(10, 40_000, 9)).isEqualTo(new Pace(40_000, 9));
    }
}

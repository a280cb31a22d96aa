package io.doppelstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void shouldGiveAnAxisOneUnitAndEquallyManyDecimals() {
        assertThat(Numbers.axis(List.of(0.0, 5000.0, 10_000.0))).containsExactly("0", "5k", "10k");
        assertThat(Numbers.axis(List.of(0.9, 0.95, 1.0))).containsExactly("0.90", "0.95", "1.00");
        assertThat(Numbers.axis(List.of(-0.5, 0.0))).containsExactly("\u22120.5", "0.0");
        assertThat(Numbers.axis(List.of(2.5e7))).containsExactly("25M");
    }

    @Test
    void shouldTellLittleFromNothing() {
        assertThat(Numbers.percent(0)).isEqualTo("0.0\u202f%");
        assertThat(Numbers.percent(0.0004)).isEqualTo("<0.1\u202f%");
        assertThat(Numbers.finePercent(0.00001)).isEqualTo("<0.01\u202f%");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("not defined");
    }

    @Test
    void shouldRoundToFourSignificantDigits() {
        assertThat(Numbers.significant(1234.567)).isEqualTo("1,235");
        assertThat(Numbers.significant(0.0123456)).isEqualTo("0.01235");
        assertThat(Numbers.significant(0)).isEqualTo("0");
    }

    @Test
    void shouldCutBetweenCharacters() {
        assertThat(Numbers.cut("abc", 3)).isEqualTo("abc");
        assertThat(Numbers.cut("ab\ud83d\ude00cd", 4)).isEqualTo("ab\ud83d\ude00\u2026");
    }
}

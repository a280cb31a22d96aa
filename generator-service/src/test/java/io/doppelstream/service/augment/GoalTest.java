package io.doppelstream.service.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final double NO_LIMIT = 1e9;

    /** The smallest number of synthetic records that brings the share, exactly. */
    @Property
    void shouldWantTheFewestRecordsThatReachTheShare(
            @ForAll @BigRange(min = "0.001", max = "0.999") @Scale(3) BigDecimal share,
            @ForAll @IntRange(min = 0, max = 100_000) int real,
            @ForAll @IntRange(min = 0, max = 1_000) int perMille) {
        long rare = (long) real * perMille / 1_000;

        long wanted = new Goal(share.doubleValue(), NO_LIMIT).needed(real, rare);

        assertThat(reaches(share, real, rare, wanted)).isTrue();
        if (wanted > 0) {
            assertThat(reaches(share, real, rare, wanted - 1)).isFalse();
        }
    }

    private static boolean reaches(BigDecimal share, long real, long rare, long synthetic) {
        return BigDecimal.valueOf(rare + synthetic).compareTo(share.multiply(BigDecimal.valueOf(real + synthetic)))
                >= 0;
    }

    @Property
    void shouldNeverAskForMoreThanTheRatioAllows(
            @ForAll @BigRange(min = "0.001", max = "0.999") @Scale(3) BigDecimal share,
            @ForAll @BigRange(min = "0.01", max = "20") @Scale(2) BigDecimal ratio,
            @ForAll @IntRange(min = 0, max = 100_000) int real) {
        long needed = new Goal(share.doubleValue(), ratio.doubleValue()).needed(real, 0);

        assertThat(BigDecimal.valueOf(needed)).isLessThanOrEqualTo(ratio.multiply(BigDecimal.valueOf(real)));
    }

    @Test
    void shouldWantNothingWhenTheShareIsReachedExactly() {
        // 0.1 * 30 is more than 3 in binary.
        assertThat(new Goal(0.1, NO_LIMIT).needed(30, 3)).isZero();
        assertThat(new Goal(0.3, NO_LIMIT).needed(100, 5)).isEqualTo(36);
    }

    @Test
    void shouldSayWhatTheRatioRefuses() {
        Tally tally = new Tally(100, 0, 0, 0, 0, 100, 0);

        assertThat(new Goal(0.5, 0.25).deficit(tally)).isEqualTo(25);
        assertThat(new Goal(0.5, 0.25).refused(tally)).isEqualTo(75);
    }
}

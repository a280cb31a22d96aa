package io.doppelstream.service.augment;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many synthetic records of the rare class a merged feed needs: the smallest number s with
 * {@code (rare + s) / (real + s) >= share}, which is {@code ceil((share * real - rare) / (1 - share))}, at least 0 and at
 * most {@code maxRatio * real}. Decimal, because in binary 0.1 * 30 is more than 3.
 */
final class Goal {
    private final BigDecimal share;
    private final BigDecimal others;
    private final BigDecimal maxRatio;

    /**
     * A goal.
     *
     * @param share of the rare class, above 0 and below 1
     * @param maxRatio most synthetic records for one real
     */
    Goal(double share, double maxRatio) {
        this.share = BigDecimal.valueOf(share);
        this.others = BigDecimal.ONE.subtract(this.share);
        this.maxRatio = BigDecimal.valueOf(maxRatio);
    }

    /** Synthetic records for this many real ones, without regard to {@code maxRatio}. */
    long wanted(long real, long rare) {
        BigDecimal missing = share.multiply(BigDecimal.valueOf(real)).subtract(BigDecimal.valueOf(rare));
        return missing.signum() <= 0
                ? 0
                : missing.divide(others, 0, RoundingMode.CEILING).longValueExact();
    }

    /** The same, as far as {@code maxRatio} allows. */
    long needed(long real, long rare) {
        long most = maxRatio.multiply(BigDecimal.valueOf(real))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        return Math.min(wanted(real, rare), most);
    }

    /** What a tally still lacks. */
    long deficit(Tally tally) {
        return Math.max(0, needed(tally.real(), tally.rare()) - tally.requested());
    }

    /** What a tally still lacks and {@code maxRatio} forbids. */
    long refused(Tally tally) {
        return wanted(tally.real(), tally.rare()) - needed(tally.real(), tally.rare());
    }
}

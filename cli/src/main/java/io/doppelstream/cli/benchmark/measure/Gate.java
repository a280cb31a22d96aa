package io.doppelstream.cli.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A bound that a figure of a benchmark is held against.
 *
 * @param figure name of the figure
 * @param least whether the figure must be at least, not at most, the bound
 * @param must bound that must be kept
 * @param stretch bound that would be better still
 */
public record Gate(String figure, boolean least, double must, double stretch) {

    /** A figure that is better the larger it is. */
    public static Gate atLeast(String figure, double must, double stretch) {
        return new Gate(figure, true, must, stretch);
    }

    /** A figure that is better the smaller it is. */
    public static Gate atMost(String figure, double must, double stretch) {
        return new Gate(figure, false, must, stretch);
    }

    /** What became of a gate. */
    public enum Verdict {
        @JsonProperty("missed")
        MISSED,
        @JsonProperty("must")
        MUST,
        @JsonProperty("stretch")
        STRETCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A figure that is not defined misses. */
    Verdict verdict(double value) {
        if (keeps(value, stretch)) {
            return Verdict.STRETCH;
        }
        return keeps(value, must) ? Verdict.MUST : Verdict.MISSED;
    }

    private boolean keeps(double value, double bound) {
        return least ? value >= bound : value <= bound;
    }

    /** A bound with its direction. */
    String text(double bound) {
        return (least ? ">= " : "<= ") + (bound == 0 ? "0" : String.valueOf(bound));
    }
}

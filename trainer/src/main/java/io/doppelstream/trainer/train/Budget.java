package io.doppelstream.trainer.train;

import java.time.Duration;

/** When training ends. */
public sealed interface Budget {

    /** How much is used up, at least 0; training ends at 1. */
    double fractionUsed(long rounds, Duration elapsed);

    /** A share of it, in (0, 1], at least one round. */
    Budget part(double share);

    /**
     * A number of rounds: the same data, seed and number give the same weights.
     *
     * @param rounds at least 1
     */
    record Steps(long rounds) implements Budget {
        public Steps {
            if (rounds < 1) {
                throw new IllegalArgumentException("expected at least one round of training, found " + rounds);
            }
        }

        @Override
        public double fractionUsed(long done, Duration elapsed) {
            return (double) done / rounds;
        }

        @Override
        public Budget part(double share) {
            return new Steps(Math.max(1, Math.round(share * rounds)));
        }
    }

    /**
     * Wall time: how many rounds fit depends on the machine, and so do the weights.
     *
     * @param duration positive
     */
    record Time(Duration duration) implements Budget {
        public Time {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("expected a positive training time, found " + duration);
            }
        }

        @Override
        public double fractionUsed(long done, Duration elapsed) {
            return (double) elapsed.toNanos() / duration.toNanos();
        }

        @Override
        public Budget part(double share) {
            return new Time(Duration.ofNanos(Math.max(1, Math.round(share * duration.toNanos()))));
        }
    }

    static Budget steps(long rounds) {
        return new Steps(rounds);
    }

    static Budget time(Duration duration) {
        return new Time(duration);
    }
}

package io.doppelstream.service.dispatch;

/**
 * How far a paced request should be: a straight line through a point. It is moved, not caught up with, after a pause or an
 * outage.
 *
 * @param since the point's time, milliseconds since the epoch
 * @param base records handed out at that time
 */
public record Pace(long since, long base) {
    /** A delay up to this, a slow step or a short rebalance, is caught up with; a longer one is not. */
    static final long LONGEST_DELAY_MS = 1_000;

    /** Records due at a time. */
    long due(double rate, long now) {
        return base + (long) Math.floor(rate * (now - since) / 1_000);
    }

    /** The same line, or one through the present where what was handed out lies too far from it. */
    Pace at(double rate, long now, long handedOut) {
        double distance = Math.abs(base + rate * (now - since) / 1_000 - handedOut);
        boolean kept = distance <= 1 + rate * LONGEST_DELAY_MS / 1_000 && now >= since;
        return kept ? this : new Pace(now, handedOut);
    }
}

package io.doppelstream.service.augment;

/**
 * A token bucket that holds what one tick brings, so that no burst follows a pause. Empty at first: a restart gives no more
 * than was allowed without it.
 */
final class RateLimit {
    private final double perMilli;
    private final double most;
    private double tokens;
    private long refilled;

    /**
     * A limit.
     *
     * @param perSecond records per second
     * @param tickMs time between two refills in milliseconds
     */
    RateLimit(double perSecond, long tickMs, long now) {
        this.perMilli = perSecond / 1_000;
        this.most = Math.max(1, perMilli * tickMs);
        this.refilled = now;
    }

    void refill(long now) {
        tokens = Math.min(most, tokens + Math.max(0, now - refilled) * perMilli);
        refilled = now;
    }

    /** As much of what is wanted as there is. */
    long take(long wanted) {
        long taken = Math.min(wanted, (long) tokens);
        tokens -= taken;
        return taken;
    }
}

package io.doppelstream.cli.retrain;

import io.doppelstream.service.http.HttpEndpoints.Health;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a train service is, as its loop told at its last turn. */
final class TrainServiceHealth {
    /** A loop that has not turned for so long hangs: it waits for neighbours a minute at most. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private record Turn(boolean joined, boolean assigned, Optional<Long> offset, long nanoTime) {}

    private volatile Turn last = new Turn(false, false, Optional.empty(), System.nanoTime());
    private volatile String lastOutage;

    /**
     * The loop has turned.
     *
     * @param joined it is a member of the group
     * @param assigned it is the one that has the requests
     * @param offset of the request in work
     */
    void turned(boolean joined, boolean assigned, Optional<Long> offset) {
        last = new Turn(joined, assigned, offset, System.nanoTime());
    }

    /** Brokers or registry did not answer: what was found. */
    void outage(String found) {
        lastOutage = found;
    }

    /** Whether the loop turns, be the brokers in reach or not. */
    Health live() {
        Duration since = Duration.ofNanos(System.nanoTime() - last.nanoTime());
        return new Health(since.compareTo(LONGEST_TURN) < 0, Map.of("secondsSinceLastTurn", since.toSeconds()));
    }

    /** Whether it is among those that the brokers give requests to: it answers them, or stands by for who does. */
    Health ready() {
        Turn turn = last;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ready", turn.joined());
        details.put("answers", turn.assigned());
        details.put("offsetInWork", turn.offset().orElse(null));
        details.put("lastOutage", lastOutage);
        return new Health(turn.joined(), details);
    }
}

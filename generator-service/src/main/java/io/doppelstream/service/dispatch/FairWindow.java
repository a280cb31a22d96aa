package io.doppelstream.service.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose chunk is handed out next, while fewer than a number of them are outstanding: enough to keep all workers busy while
 * completions are on their way, and no more, because what is handed out cannot be stopped or overtaken. Higher priority goes
 * first; within one, the request with the fewest outstanding chunks, so that one that has just begun is not behind a huge
 * one, and of equals the one that has waited longest. Requests with a rate are not its business.
 */
public final class FairWindow {
    private final int places;
    private final Map<String, Long> lastTurns = new HashMap<>();
    private long turn;

    /**
     * An empty window.
     *
     * @param places most chunks outstanding
     */
    public FairWindow(int places) {
        this.places = places;
    }

    /** The request whose turn it is; empty when the window is full or none is ready. */
    public Optional<RunningRequest> choose(Collection<RunningRequest> running, long now) {
        Comparator<RunningRequest> order = order();
        int taken = 0;
        RunningRequest best = null;
        for (RunningRequest request : running) {
            if (request.paced()) {
                continue;
            }
            taken += request.outstanding().size();
            if (request.ready() && !request.overdue(now) && (best == null || order.compare(request, best) < 0)) {
                best = request;
            }
        }
        if (best == null || taken >= places) {
            return Optional.empty();
        }
        lastTurns.put(best.id(), ++turn);
        return Optional.of(best);
    }

    /** Whether a paced request may have one more slice outstanding: it has as many places for itself. */
    public boolean hasRoom(RunningRequest paced) {
        return paced.outstanding().size() < places;
    }

    /** Forgets a request that has ended. */
    public void forget(String id) {
        lastTurns.remove(id);
    }

    private Comparator<RunningRequest> order() {
        return Comparator.comparingInt(
                        (RunningRequest request) -> -request.request().getPriority())
                .thenComparingInt(request -> request.outstanding().size())
                .thenComparingLong(request -> lastTurns.getOrDefault(request.id(), 0L))
                .thenComparing(RunningRequest::id);
    }
}

package io.doppelstream.service.dispatch;

import io.doppelstream.schemas.AcceptedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that is being answered: everything that the dispatcher knows of it. Records are handed out in the order of their
 * index, so one number says which were.
 *
 * @param request what was asked
 * @param phase what it may do
 * @param next index of the next record to hand out
 * @param outstanding slices handed out and not completed, in that order
 * @param delivered records committed
 * @param failed records that could not be made
 * @param startedAt when it was accepted, milliseconds since the epoch
 * @param pace how far it should be, where it has a rate
 * @param reported the last status
 * @param firstOffsets for each partition of the output topic an offset that none of its records lies before
 */
public record RunningRequest(
        AcceptedRequest request,
        Phase phase,
        long next,
        List<Slice> outstanding,
        long delivered,
        long failed,
        long startedAt,
        Pace pace,
        Reported reported,
        List<Long> firstOffsets) {

    /** Records of a feed without a count. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /**
     * What the last status said.
     *
     * @param delivered its records
     * @param at when it was written, milliseconds since the epoch
     */
    public record Reported(long delivered, long at) {}

    public RunningRequest {
        Objects.requireNonNull(request, "request");
        outstanding = List.copyOf(outstanding);
        firstOffsets = List.copyOf(firstOffsets);
    }

    /** A request of which nothing was handed out yet. */
    public static RunningRequest started(AcceptedRequest request, List<Long> firstOffsets, long now) {
        return new RunningRequest(
                request, Phase.RUNNING, 0, List.of(), 0, 0, now, new Pace(now, 0), new Reported(0, now), firstOffsets);
    }

    public String id() {
        return request.getRequestId();
    }

    /** Whether it ends by itself, with its last record. */
    public boolean counted() {
        return request.getRequested() != ENDLESS;
    }

    public boolean paced() {
        return request.getRate() != null;
    }

    /** Whether everything is handed out. */
    public boolean exhausted() {
        return next >= request.getRequested();
    }

    /** Whether records may be handed out. */
    public boolean ready() {
        return phase == Phase.RUNNING && !exhausted();
    }

    /** Whether nothing more comes of it. */
    public boolean ended() {
        return outstanding.isEmpty() && (exhausted() || phase == Phase.CANCELLED || phase == Phase.EXPIRED);
    }

    /** Whether it gave all its records, or tried to. */
    public boolean answered() {
        return delivered + failed >= request.getRequested();
    }

    /** Records that are still to come; of a feed without a count, those under way. */
    public long outstandingRecords() {
        return (counted() ? request.getRequested() : next) - delivered - failed;
    }

    /** Whether its deadline stops it now. */
    public boolean overdue(long now) {
        return request.getDeadline() != null
                && now >= request.getDeadline().toEpochMilli()
                && !exhausted()
                && (phase == Phase.RUNNING || phase == Phase.PAUSED);
    }

    /** Index before which its pace lets records be handed out now. */
    public long due(long now) {
        return Math.min(request.getRequested(), pace.due(request.getRate(), now));
    }

    /** The next slice, which ends before an index. */
    public Slice slice(long end) {
        return Slice.between(request, next, Math.min(end, request.getRequested()));
    }

    public RunningRequest handedOut(Slice slice) {
        List<Slice> more = new ArrayList<>(outstanding);
        more.add(slice);
        return new RunningRequest(
                request, phase, next + slice.size(), more, delivered, failed, startedAt, pace, reported, firstOffsets);
    }

    /** The outstanding slice that begins at a record of a chunk; empty if it was completed before. */
    public Optional<Slice> outstanding(long chunk, int from) {
        return outstanding.stream()
                .filter(slice -> slice.chunk() == chunk && slice.from() == from)
                .findFirst();
    }

    public RunningRequest completed(Slice slice, long more, long moreFailed) {
        return new RunningRequest(
                request,
                phase,
                next,
                outstanding.stream().filter(other -> !other.equals(slice)).toList(),
                delivered + more,
                failed + moreFailed,
                startedAt,
                pace,
                reported,
                firstOffsets);
    }

    public RunningRequest in(Phase other) {
        return new RunningRequest(
                request, other, next, outstanding, delivered, failed, startedAt, pace, reported, firstOffsets);
    }

    /** The same, its pace moved where it lies too far from what was handed out. */
    public RunningRequest onPace(long now) {
        return at(pace.at(request.getRate(), now, next));
    }

    /** Running again, from now on. */
    public RunningRequest resumed(long now) {
        return in(Phase.RUNNING).at(new Pace(now, next));
    }

    private RunningRequest at(Pace other) {
        return new RunningRequest(
                request, phase, next, outstanding, delivered, failed, startedAt, other, reported, firstOffsets);
    }

    public RunningRequest reportedAt(long now) {
        return new RunningRequest(
                request,
                phase,
                next,
                outstanding,
                delivered,
                failed,
                startedAt,
                pace,
                new Reported(delivered, now),
                firstOffsets);
    }
}

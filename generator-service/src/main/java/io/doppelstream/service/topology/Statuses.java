package io.doppelstream.service.topology;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OffsetRange;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.dispatch.Phase;
import io.doppelstream.service.dispatch.RunningRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Status records. */
final class Statuses {
    private Statuses() {}

    static GenerationStatus of(AcceptedRequest request, GenerationState state, long delivered, long now) {
        return GenerationStatus.newBuilder()
                .setRequestId(request.getRequestId())
                .setState(state)
                .setRequested(request.getRequested() == RunningRequest.ENDLESS ? 0 : request.getRequested())
                .setDelivered(delivered)
                .setModel(request.getModel())
                .setModelVersion(request.getModelVersion())
                .setDigest(request.getDigest())
                .setOutputTopic(request.getOutputTopic())
                .setSeed(request.getSeed())
                .setTimestamp(Instant.ofEpochMilli(now))
                .build();
    }

    /** Where a running request stands. */
    static GenerationStatus progress(RunningRequest request, long now) {
        GenerationState state = request.phase() == Phase.PAUSED ? GenerationState.PAUSED : GenerationState.PROGRESS;
        return GenerationStatus.newBuilder(of(request.request(), state, request.delivered(), now))
                .setRecordsPerSecond(perSecond(
                        request.delivered() - request.reported().delivered(),
                        now - request.reported().at()))
                .build();
    }

    /**
     * How a request of the dispatcher's has ended.
     *
     * @param ends where the partitions of its output topic end; empty when that is not known
     */
    static GenerationStatus ended(RunningRequest request, List<Long> ends, long now) {
        return GenerationStatus.newBuilder(end(request, now))
                .setRanges(ranges(request.firstOffsets(), ends))
                .setRecordsPerSecond(perSecond(request.delivered(), now - request.startedAt()))
                .build();
    }

    private static List<OffsetRange> ranges(List<Long> firsts, List<Long> ends) {
        List<OffsetRange> ranges = new ArrayList<>();
        for (int partition = 0; !firsts.isEmpty() && partition < ends.size(); partition++) {
            // A partition that was added meanwhile was empty.
            long first = partition < firsts.size() ? firsts.get(partition) : 0;
            if (ends.get(partition) > first) {
                ranges.add(new OffsetRange(partition, first, ends.get(partition)));
            }
        }
        return ranges;
    }

    private static Double perSecond(long records, long millis) {
        return millis <= 0 ? null : records * 1_000.0 / millis;
    }

    private static GenerationStatus end(RunningRequest request, long now) {
        if (request.phase() == Phase.CANCELLED && !request.answered()) {
            return of(request.request(), GenerationState.CANCELLED, request.delivered(), now);
        }
        if (request.phase() == Phase.EXPIRED && request.counted() && !request.answered()) {
            return expired(request.request(), request.delivered(), now);
        }
        GenerationStatus completed = of(request.request(), GenerationState.COMPLETED, request.delivered(), now);
        return request.failed() == 0
                ? completed
                : failed(
                        completed,
                        ReasonCode.INTERNAL_ERROR,
                        "Expected " + (request.delivered() + request.failed()) + " records, found that "
                                + request.failed()
                                + " of them could not be generated: see the dead letters of this request");
    }

    /** Not all records were delivered by the deadline. */
    static GenerationStatus expired(AcceptedRequest request, long delivered, long now) {
        return GenerationStatus.newBuilder(of(request, GenerationState.EXPIRED, delivered, now))
                .setReasonCode(ReasonCode.DEADLINE_EXCEEDED.name())
                .setMessage("Expected " + request.getRequested() + " records by the deadline " + request.getDeadline()
                        + ", found " + delivered + ": the rest is dropped. Ask for it under a new id")
                .build();
    }

    static GenerationStatus rejected(String requestId, long requested, ReasonCode reason, String message, long now) {
        return GenerationStatus.newBuilder()
                .setRequestId(requestId)
                .setState(GenerationState.REJECTED)
                .setRequested(requested)
                .setReasonCode(reason.name())
                .setMessage(message)
                .setTimestamp(Instant.ofEpochMilli(now))
                .build();
    }

    /** The same status, FAILED. */
    static GenerationStatus failed(GenerationStatus status, ReasonCode reason, String message) {
        return GenerationStatus.newBuilder(status)
                .setState(GenerationState.FAILED)
                .setReasonCode(reason.name())
                .setMessage(message)
                .build();
    }
}

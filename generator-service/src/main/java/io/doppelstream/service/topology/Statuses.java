package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.time.Instant;

/** Status records. */
final class Statuses {
    private Statuses() {}

    static GenerationStatus of(ChunkTask task, GenerationState state, long delivered, long now) {
        return GenerationStatus.newBuilder()
                .setRequestId(task.getRequestId())
                .setState(state)
                .setRequested(task.getRequested())
                .setDelivered(delivered)
                .setModel(task.getModel())
                .setModelVersion(task.getModelVersion())
                .setDigest(task.getDigest())
                .setOutputTopic(task.getOutputTopic())
                .setSeed(task.getSeed())
                .setTimestamp(Instant.ofEpochMilli(now))
                .build();
    }

    static GenerationStatus of(ChunkCompleted chunk, GenerationState state, long delivered, long now) {
        return GenerationStatus.newBuilder()
                .setRequestId(chunk.getRequestId())
                .setState(state)
                .setRequested(chunk.getRequested())
                .setDelivered(delivered)
                .setModel(chunk.getModel())
                .setModelVersion(chunk.getModelVersion())
                .setDigest(chunk.getDigest())
                .setOutputTopic(chunk.getOutputTopic())
                .setSeed(chunk.getSeed())
                .setTimestamp(Instant.ofEpochMilli(now))
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

    /** The same status, FAILED for an internal error. */
    static GenerationStatus failed(GenerationStatus status, String message) {
        return GenerationStatus.newBuilder(status)
                .setState(GenerationState.FAILED)
                .setReasonCode(ReasonCode.INTERNAL_ERROR.name())
                .setMessage(message)
                .build();
    }
}

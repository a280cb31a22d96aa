package io.doppelstream.service.dispatch;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkTask;

/**
 * Records of one chunk that are handed out together.
 *
 * @param chunk index of the chunk
 * @param from first record, counted in the chunk
 * @param to end, exclusive, counted in the chunk
 */
public record Slice(long chunk, int from, int to) {
    public Slice {
        if (chunk < 0 || from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "Expected at least one record of a chunk, found chunk " + chunk + " [" + from + ", " + to + ")");
        }
    }

    /** The longest slice that begins at a record of a request and ends before another, within one chunk. */
    public static Slice between(AcceptedRequest request, long first, long end) {
        int size = request.getChunkSize();
        long chunk = first / size;
        long start = chunk * size;
        return new Slice(chunk, (int) (first - start), (int) Math.min(size, end - start));
    }

    /** Number of records. */
    public int size() {
        return to - from;
    }

    /** The task that makes it. */
    public ChunkTask taskOf(AcceptedRequest request) {
        return ChunkTask.newBuilder()
                .setRequestId(request.getRequestId())
                .setModel(request.getModel())
                .setModelVersion(request.getModelVersion())
                .setDigest(request.getDigest())
                .setSeed(request.getSeed())
                .setConditions(request.getConditions())
                .setOutputTopic(request.getOutputTopic())
                .setRequested(request.getRequested())
                .setChunkIndex(chunk)
                .setChunkSize(request.getChunkSize())
                .setClient(request.getClient())
                .setFrom(from)
                .setTo(to)
                .setTruncation(request.getTruncation())
                .setImageFormat(request.getImageFormat())
                .setLatents(request.getLatents())
                .setAnomalies(request.getAnomalies())
                .build();
    }
}

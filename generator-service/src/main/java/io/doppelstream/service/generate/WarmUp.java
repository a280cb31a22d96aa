package io.doppelstream.service.generate;

import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.dispatch.Slice;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
import java.time.Duration;

/**
 * Generates chunks that nobody gets, so that TensorFlow has optimized the graph for the chunk size and the JVM has compiled
 * the encoder before the first request.
 */
public final class WarmUp {
    private static final int MOST_CHUNKS = 30;
    /** For TensorFlow alone. */
    private static final int FEW_CHUNKS = 2;
    /** Many models may be loaded at the start; a model that is slow for so long has been compiled anyway. */
    private static final Duration LONGEST = Duration.ofMillis(600);

    private WarmUp() {}

    /**
     * Generates whole chunks for a moment, one at least.
     *
     * @throws GenerationException when the model cannot
     */
    public static void run(LoadedModel model) {
        run(model, MOST_CHUNKS);
    }

    /**
     * Generates a few chunks, for a version of a model that has been in use: the JVM knows the way.
     *
     * @throws GenerationException when the model cannot
     */
    public static void runBriefly(LoadedModel model) {
        run(model, FEW_CHUNKS);
    }

    private static void run(LoadedModel model, int chunks) {
        long end = System.nanoTime() + LONGEST.toNanos();
        int done = 0;
        do {
            ChunkGenerator.generate(task(model, done), model, 0);
            done++;
        } while (done < chunks && System.nanoTime() < end);
    }

    /** A request that nobody sent. */
    public static AcceptedRequest request(LoadedModel model) {
        int chunkSize = model.manifest().chunkSize();
        return AcceptedRequest.newBuilder()
                .setRequestId("warm-up")
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setDigest(model.digest())
                .setSeed(0)
                .setOutputTopic("none")
                .setRequested((long) MOST_CHUNKS * chunkSize)
                .setChunkSize(chunkSize)
                .build();
    }

    /** A chunk of it. */
    public static ChunkTask task(LoadedModel model, int index) {
        AcceptedRequest request = request(model);
        return new Slice(index, 0, request.getChunkSize()).taskOf(request);
    }
}

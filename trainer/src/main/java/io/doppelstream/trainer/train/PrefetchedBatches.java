package io.doppelstream.trainer.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Prepares the next batch on a thread of its own while the present one is used. The order is the source's. */
final class PrefetchedBatches implements AutoCloseable {

    private final BatchSource source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread preparation = new Thread(task, "batch-preparation");
        preparation.setDaemon(true);
        return preparation;
    });
    private long number;
    private CompletableFuture<Batch> ahead;

    /** @param first number of the first batch */
    PrefetchedBatches(BatchSource source, long first) {
        this.source = source;
        number = first;
        ahead = prepare();
    }

    /** The next batch, which the caller closes. An interrupt is left to be seen between rounds: half a round is no state to stop in. */
    Batch next() {
        Batch batch = finished(ahead);
        ahead = prepare();
        return batch;
    }

    private CompletableFuture<Batch> prepare() {
        long next = number++;
        return CompletableFuture.supplyAsync(() -> source.batch(next), thread);
    }

    private static Batch finished(CompletableFuture<Batch> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw new IllegalStateException("the batch source failed: " + failure.getCause(), failure.getCause());
        }
    }

    /** Waits for the batch in preparation and frees it; should its preparation fail, nobody misses it. */
    @Override
    public void close() {
        ahead.handle((batch, failure) -> {
                    if (batch != null) {
                        batch.close();
                    }
                    return batch;
                })
                .join();
        thread.shutdown();
    }
}

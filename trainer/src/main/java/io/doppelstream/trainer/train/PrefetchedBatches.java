package io.doppelstream.trainer.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    private CompletableFuture<Batch> ahead;

    PrefetchedBatches(BatchSource source) {
        this.source = source;
        ahead = prepare();
    }

    /** The next batch, which the caller closes. */
    Batch next() throws InterruptedException {
        Batch batch = finished(ahead);
        ahead = prepare();
        return batch;
    }

    private CompletableFuture<Batch> prepare() {
        return CompletableFuture.supplyAsync(source::next, thread);
    }

    private static Batch finished(CompletableFuture<Batch> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
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

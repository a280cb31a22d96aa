package io.doppelstream.cli.terminal;

import io.doppelstream.trainer.train.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a request to stop: the command sees it, cleans up and ends, and the JVM waits for that. Use within
 * try-with-resources around the work.
 */
public final class Interruption implements StopSignal, AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "interruption");

    /** Listens from now on. */
    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onShutdown() {
        requested.countDown();
        try {
            if (!cleanedUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("doppel: gave up waiting for the work to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits for Ctrl-C. */
    public void await() throws InterruptedException {
        requested.await();
    }

    @Override
    public void close() {
        cleanedUp.countDown();
        if (!requested()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}

package io.doppelstream.trainer.train;

/** Prepares batches. Called by one thread, which need not be the one that trains; the order decides the contents. */
@FunctionalInterface
public interface BatchSource {

    /** The next batch, which the caller closes. */
    Batch next();
}

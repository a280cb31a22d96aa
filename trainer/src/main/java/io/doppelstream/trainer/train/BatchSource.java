package io.doppelstream.trainer.train;

/**
 * Prepares batches. Called by one thread, which need not be the one that trains. A batch is a function of its number
 * alone, whatever was asked for before: so a training that is resumed goes on with the batches that it would have had.
 */
@FunctionalInterface
public interface BatchSource {

    /**
     * The batch of a run, which the caller closes.
     *
     * @param number of the run, from 0
     */
    Batch batch(long number);
}

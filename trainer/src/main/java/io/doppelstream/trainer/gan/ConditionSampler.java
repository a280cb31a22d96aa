package io.doppelstream.trainer.gan;

import java.util.SplittableRandom;

/** Draws a real row for training together with the condition that it and its generated counterpart share. */
@FunctionalInterface
public interface ConditionSampler {

    /**
     * Draws one row of a batch.
     *
     * @param random all chance comes from it
     * @param position index in the batch
     * @param conditions where the row's condition is written; cleared before
     * @return number of the real row, which meets the condition
     */
    int draw(SplittableRandom random, int position, ConditionArrays conditions);
}

package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.model.data.Table;

/** Makes rows of the rare class. */
@FunctionalInterface
public interface RareRows {

    /**
     * Makes rows.
     *
     * @param count how many
     * @return rows of the training rows' schema, all of the rare class; the first ones of a larger number are the same
     */
    Table make(int count);
}

package io.doppelstream.trainer.privacy;

import io.doppelstream.model.schema.Column;
import java.util.random.RandomGenerator;

/** The distribution of one column as it was released with noise; no other fact of the column reaches a model. */
sealed interface Marginal permits CategoryMarginal, NumberMarginal {

    /** The column with its released vocabulary and nulls. */
    Column column();

    /**
     * Values distributed like the marginal, ascending, nulls (NaN) first: a function of the release alone.
     *
     * @param rows number of values
     */
    double[] values(int rows);

    /**
     * What a row shows of its value: the value itself where the release has it, else another one. Depends on no other
     * row.
     *
     * @param value in final units, a category as its index in the original vocabulary, null as NaN
     * @param random secret
     */
    double conform(double value, RandomGenerator random);
}

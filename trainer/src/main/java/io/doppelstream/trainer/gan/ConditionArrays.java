package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.Allowed;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;

/**
 * Conditions of one batch, row after row.
 *
 * @param condition {@code float[B * C]}
 * @param mask {@code float[B * L]}
 * @param interval {@code float[B * S * 2]}
 */
public record ConditionArrays(
        EncodedLayout layout, ConditionLayout conditions, float[] condition, float[] mask, float[] interval) {

    /** No condition on any row. */
    static ConditionArrays none(TabularData data) {
        ConditionArrays arrays = new ConditionArrays(
                data.layout(),
                data.conditions(),
                new float[data.batchRows() * data.conditions().width()],
                new float[data.batchRows() * data.layout().logits()],
                new float[data.batchRows() * data.layout().scalars() * 2]);
        ConditionLayout.clear(arrays.condition, arrays.mask, arrays.interval);
        return arrays;
    }

    /** Adds a condition on one column of a row. */
    void write(ColumnCodes codes, Allowed allowed, int position) {
        conditions.writeCondition(codes, allowed, position, condition);
        ConditionLayout.writeBounds(layout, allowed, position, mask, interval);
    }
}

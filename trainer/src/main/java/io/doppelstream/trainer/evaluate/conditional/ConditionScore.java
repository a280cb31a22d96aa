package io.doppelstream.trainer.evaluate.conditional;

import java.util.List;

/**
 * How well the other columns are distributed given conditions.
 *
 * @param where the conditions, all of which hold
 * @param realRows real rows that meet them
 * @param share of the real rows
 * @param score mean column shape of the columns without a condition, in [0, 1]
 */
public record ConditionScore(List<String> where, int realRows, double share, double score) {

    public ConditionScore {
        where = List.copyOf(where);
    }
}

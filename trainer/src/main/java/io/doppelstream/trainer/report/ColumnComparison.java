package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;

/**
 * A column, real beside synthetic.
 *
 * @param score of its shape
 * @param type what its values are, for people
 * @param realNulls share of nulls in the rows looked at
 * @param syntheticNulls share of nulls in the rows looked at
 */
public record ColumnComparison(
        ColumnScore score, String type, double realNulls, double syntheticNulls, Distribution distribution) {

    String name() {
        return score.column();
    }
}

package io.doppelstream.trainer.evaluate.fidelity;

/**
 * Score of one column.
 *
 * @param column name of the column
 * @param metric {@code KSComplement} or {@code TVComplement}
 * @param score in [0, 1], higher is better; NaN where it is not defined
 */
public record ColumnScore(String column, String metric, double score) {}

package io.doppelstream.trainer.evaluate.fidelity;

import java.util.List;

/**
 * Score of a pair of columns.
 *
 * @param columns names of both
 * @param metric {@code CorrelationSimilarity} or {@code ContingencySimilarity}
 * @param score in [0, 1], higher is better; NaN where it is not defined
 * @param association strength in the real data, in [0, 1]: |Pearson's rho| or Cramer's V
 * @param threshold association above which the pair counts in the thresholded score
 */
public record PairScore(List<String> columns, String metric, double score, double association, double threshold) {

    public PairScore {
        columns = List.copyOf(columns);
    }

    /** Whether the real data relates the two columns strongly enough for the thresholded score. */
    public boolean related() {
        return association > threshold;
    }
}

package io.doppelstream.trainer.evaluate.diagnostic;

import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.score.Means;
import java.util.List;

/**
 * Whether the synthetic rows are valid at all; SDMetrics' diagnostic report.
 *
 * @param columns {@code BoundaryAdherence}, {@code CategoryAdherence} or {@code KeyUniqueness} of each column, in [0, 1]
 * @param structure Jaccard index of the (name, type) pairs of both tables, in [0, 1]
 */
public record Diagnostic(List<ColumnScore> columns, double structure) {

    public Diagnostic {
        columns = List.copyOf(columns);
    }

    /** Mean score of the columns; NaN if there is none. */
    public double dataValidity() {
        return Means.of(columns.stream().mapToDouble(ColumnScore::score));
    }

    /** Mean of data validity and structure; 1 is expected of anything that works. */
    public double score() {
        return Means.of(dataValidity(), structure);
    }
}

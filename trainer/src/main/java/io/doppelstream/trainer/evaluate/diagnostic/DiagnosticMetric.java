package io.doppelstream.trainer.evaluate.diagnostic;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import java.util.ArrayList;
import java.util.List;

/** Computes a {@link Diagnostic}. */
public final class DiagnosticMetric {

    private DiagnosticMetric() {}

    /**
     * Scores every column that has rules to keep.
     *
     * @param reference the rows whose values are the valid ones: those that the model was trained on, where they are known
     * @param synthetic rows of the same schema
     */
    public static Diagnostic of(Table reference, Table synthetic, SourceFacts facts) {
        List<ColumnScore> scores = new ArrayList<>();
        for (int index = 0; index < reference.schema().size(); index++) {
            Column column = reference.schema().column(index);
            if (column.continuous()) {
                double score = Adherence.boundary(reference.column(index), synthetic.column(index));
                scores.add(new ColumnScore(column.name(), "BoundaryAdherence", score));
            } else if (column.categorical()) {
                double score = Adherence.category(reference.column(index), synthetic.column(index));
                scores.add(new ColumnScore(column.name(), "CategoryAdherence", score));
            } else if (column.role() instanceof Role.Identifier
                    && facts.keyUniqueness().containsKey(column.name())) {
                double score = facts.keyUniqueness().get(column.name());
                scores.add(new ColumnScore(column.name(), "KeyUniqueness", score));
            }
        }
        return new Diagnostic(scores, facts.structure());
    }
}

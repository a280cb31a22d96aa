package io.doppelstream.trainer.report;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.evaluate.Evaluation;
import io.doppelstream.trainer.evaluate.EvaluationInput;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.score.RowSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code report.html} shows.
 *
 * @param title name of the model, or of what was evaluated
 * @param version of the model; empty for files
 * @param evaluation the figures
 * @param realQuality fidelity of the training rows against the hold-out: what real rows reach; empty where either is not known
 * @param judgedByTrainingRows whether there was no hold-out, so that the real rows are those that the model was trained on
 * @param columns every learned column, in the order of the schema
 * @param associations strength of the relations
 * @param comparedRows rows of either side, at most, that distributions and associations are drawn from
 * @param notCompared names of the columns that are not learned, and what they are
 * @param training how the training went; empty for files
 * @param configuration settings of the training
 * @param scoring the scores of a detector
 * @param provenance where rows and model come from
 */
public record Report(
        String title,
        Optional<String> version,
        Evaluation evaluation,
        Optional<QualityReport> realQuality,
        boolean judgedByTrainingRows,
        List<ColumnComparison> columns,
        Associations associations,
        int comparedRows,
        List<Fact> notCompared,
        Optional<TrainingCourse> training,
        List<Fact> configuration,
        Optional<Scoring> scoring,
        List<Fact> provenance) {

    private static final int COMPARED_ROWS = 50_000;

    public Report {
        columns = List.copyOf(columns);
        notCompared = List.copyOf(notCompared);
        configuration = List.copyOf(configuration);
        provenance = List.copyOf(provenance);
    }

    /**
     * A report of two sets of rows.
     *
     * @param title name of what was evaluated
     * @param input what was evaluated
     * @param evaluation the result
     */
    public static Report of(String title, EvaluationInput input, Evaluation evaluation) {
        Table real = RowSample.atMost(COMPARED_ROWS, input.real(), input.seed() + 20);
        Table synthetic = RowSample.atMost(COMPARED_ROWS, input.synthetic(), input.seed() + 21);
        int side = Math.min(COMPARED_ROWS, input.synthetic().rows());
        Optional<QualityReport> realQuality =
                input.train().map(train -> QualityReport.of(real, RowSample.atMost(side, train, input.seed() + 22)));
        return new Report(
                title,
                Optional.empty(),
                evaluation,
                realQuality,
                false,
                compare(real, synthetic, evaluation.quality().shapes()),
                Associations.of(real, synthetic, evaluation.quality().pairs(), input.seed() + 23),
                COMPARED_ROWS,
                notCompared(real),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static List<ColumnComparison> compare(Table real, Table synthetic, List<ColumnScore> scores) {
        List<ColumnComparison> columns = new ArrayList<>();
        for (ColumnScore score : scores) {
            int index = real.schema().require(score.column());
            columns.add(Distributions.compare(
                    real.schema().column(index), score, real.column(index), synthetic.column(index)));
        }
        return columns;
    }

    private static List<Fact> notCompared(Table real) {
        return real.schema().columns().stream()
                .filter(column -> !column.learned())
                .map(column -> new Fact(column.name(), role(column)))
                .toList();
    }

    private static String role(Column column) {
        return column.role() instanceof Role.Constant
                ? "always the same value"
                : "identifier, made anew for each record";
    }

    /** The same of a model, with what its manifest tells. */
    public Report ofModel(Manifest manifest, TrainingCourse course) {
        return new Report(
                manifest.name(),
                Optional.of(manifest.version()),
                evaluation,
                realQuality,
                manifest.training().holdoutRows() == 0,
                columns,
                associations,
                comparedRows,
                notCompared,
                Optional.of(course),
                ModelFacts.configuration(manifest),
                Optional.ofNullable(manifest.scoring()),
                ModelFacts.provenance(manifest));
    }

    /** The same with other provenance. */
    public Report withProvenance(List<Fact> facts) {
        return new Report(
                title,
                version,
                evaluation,
                realQuality,
                judgedByTrainingRows,
                columns,
                associations,
                comparedRows,
                notCompared,
                training,
                configuration,
                scoring,
                facts);
    }
}

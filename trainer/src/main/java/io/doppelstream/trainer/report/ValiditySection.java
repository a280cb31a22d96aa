package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.diagnostic.Diagnostic;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import java.util.List;

/** Whether the rows are valid at all. */
record ValiditySection(Report report) implements Section {

    private static final int MOST = 10;

    @Override
    public String id() {
        return "validity";
    }

    @Override
    public String title() {
        return "Validity";
    }

    @Override
    public void write(Html html) {
        Diagnostic diagnostic = report.evaluation().diagnostic();
        DataTable figures =
                new DataTable("Diagnostic").texts("Figure").numbers("Score").sentences("What it is");
        figures.row(
                "Data validity",
                Numbers.score(diagnostic.dataValidity()),
                "mean share of the values that lie in the real range or vocabulary");
        figures.row(
                "Structure", Numbers.score(diagnostic.structure()), "columns, by name and type, that both sides have");
        figures.row("Diagnostic", Numbers.score(diagnostic.score()), "mean of both; 1 is expected");
        figures.write(html);
        List<ColumnScore> worst = WorstFirst.columns(diagnostic.columns(), MOST).stream()
                .filter(score -> score.score() < 1)
                .toList();
        if (worst.isEmpty()) {
            html.element("p", "Every value of every column is valid.");
            return;
        }
        DataTable table = new DataTable("Columns with values that are not valid")
                .texts("Column", "Metric")
                .numbers("Values not valid");
        worst.forEach(score -> table.row(score.column(), score.metric(), Numbers.finePercent(1 - score.score())));
        table.write(html);
    }
}

package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.PairScore;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where to look first. */
record WorstSection(Report report) implements Section {

    private static final int MOST = 10;

    @Override
    public String id() {
        return "worst";
    }

    @Override
    public String title() {
        return "Worst columns and pairs";
    }

    @Override
    public void write(Html html) {
        QualityReport quality = report.evaluation().quality();
        columns(html, WorstFirst.columns(quality.shapes(), MOST));
        pairs(html, WorstFirst.pairs(quality.pairs(), MOST));
        long undefined = quality.shapes().stream()
                        .filter(score -> Double.isNaN(score.score()))
                        .count()
                + quality.pairs().stream()
                        .filter(score -> Double.isNaN(score.score()))
                        .count();
        if (undefined > 0) {
            html.element(
                    "p",
                    Numbers.count(undefined)
                            + " scores of columns and pairs are not defined (constants, nothing but nulls) and"
                            + " count nowhere.",
                    "class",
                    "note");
        }
    }

    private void columns(Html html, List<ColumnScore> worst) {
        if (worst.isEmpty()) {
            html.element("p", "No column has a score.");
            return;
        }
        Map<String, ColumnComparison> columns =
                report.columns().stream().collect(Collectors.toMap(ColumnComparison::name, Function.identity()));
        Map<String, Double> real = report.realQuality().map(QualityReport::shapes).orElse(List.of()).stream()
                .collect(Collectors.toMap(ColumnScore::column, ColumnScore::score));
        DataTable table = new DataTable("Columns with the lowest scores")
                .texts("Column", "Metric")
                .numbers("Score", "Real training rows", "Null, real", "Null, synthetic");
        for (ColumnScore score : worst) {
            ColumnComparison column = columns.get(score.column());
            table.row(
                    score.column(),
                    score.metric(),
                    Numbers.score(score.score()),
                    real.isEmpty() ? "\u2013" : Numbers.score(real.get(score.column())),
                    Numbers.percent(column.realNulls()),
                    Numbers.percent(column.syntheticNulls()));
        }
        table.write(html);
    }

    private void pairs(Html html, List<PairScore> worst) {
        if (worst.isEmpty()) {
            html.element("p", "No pair has a score.");
            return;
        }
        Map<List<String>, Double> real = report.realQuality().map(QualityReport::pairs).orElse(List.of()).stream()
                .collect(Collectors.toMap(PairScore::columns, PairScore::score));
        Associations strengths = report.associations();
        DataTable table = new DataTable("Pairs with the lowest scores; strength as in the heat maps")
                .texts("Columns", "Metric")
                .numbers("Score", "Real training rows", "Strength, real", "Strength, synthetic");
        for (PairScore score : worst) {
            table.row(
                    String.join(" \u00d7 ", score.columns()),
                    score.metric(),
                    Numbers.score(score.score()),
                    real.isEmpty() ? "\u2013" : Numbers.score(real.get(score.columns())),
                    Numbers.score(strengths.strength(strengths.real(), score.columns())),
                    Numbers.score(strengths.strength(strengths.synthetic(), score.columns())));
        }
        table.write(html);
    }
}

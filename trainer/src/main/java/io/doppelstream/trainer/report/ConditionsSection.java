package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.conditional.ConditionScore;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import java.util.Comparator;
import java.util.List;

/** Fidelity of conditioned rows. */
record ConditionsSection(Report report) implements Section {

    @Override
    public String id() {
        return "conditions";
    }

    @Override
    public String title() {
        return "Conditional fidelity";
    }

    @Override
    public void write(Html html) {
        if (report.evaluation().conditional().isEmpty()) {
            html.element(
                    "p",
                    report.training().isPresent()
                            ? "Not measured for this model."
                            : "Not measured: it takes a model that can be asked for rows that meet conditions, and files of"
                                    + " rows cannot be asked.");
            return;
        }
        ConditionalFidelity measured = report.evaluation().conditional().get();
        html.element(
                "p",
                "Rows asked for by a condition beside the real rows that meet it, training rows included: mean column shape of"
                        + " the columns without a condition, 1 is best. Few real rows make a score noisy.");
        table(html, "Conditions drawn at random over one to three columns, worst first", measured.random());
        html.element(
                "p",
                "Mean " + Numbers.score(measured.mean()) + " of "
                        + measured.random().size() + " conditions.",
                "class",
                "note");
        table(html, "Rare values, which at most one row in a hundred has, worst first", measured.rare());
        html.element(
                "p",
                "Mean " + Numbers.score(measured.rareMean()) + " of "
                        + measured.rare().size() + " rare values.",
                "class",
                "note");
    }

    private static void table(Html html, String caption, List<ConditionScore> scores) {
        if (scores.isEmpty()) {
            html.element("p", caption + ": none was found that enough real rows meet.", "class", "note");
            return;
        }
        DataTable table = new DataTable(caption).texts("Condition").numbers("Real rows", "Share of real rows", "Score");
        scores.stream()
                .sorted(Comparator.comparingDouble(ConditionScore::score))
                .forEach(score -> table.row(
                        String.join(" and ", score.where()),
                        Numbers.count(score.realRows()),
                        Numbers.finePercent(score.share()),
                        Numbers.score(score.score())));
        table.write(html);
    }
}

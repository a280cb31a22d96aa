package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.Locale;

/** A traffic light an area. */
record OverviewSection(Report report, List<Verdict> verdicts) implements Section {

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public void write(Html html) {
        html.element("p", Verdicts.sentence(verdicts), "class", "lead");
        Evaluation.Rows rows = report.evaluation().rows();
        html.element(
                "p",
                Numbers.count(rows.synthetic()) + " synthetic rows compared with " + Numbers.count(rows.real())
                        + (report.judgedByTrainingRows() ? " training rows" : " real rows that no model was trained on")
                        + (rows.train() > 0 ? "; there were " + Numbers.count(rows.train()) + " training rows." : "."));
        if (report.judgedByTrainingRows()) {
            html.element(
                    "p",
                    "There was no hold-out: the rows are compared with those that the model was trained on. That flatters a"
                            + " model that memorizes, and privacy cannot be judged. Train with a hold-out for figures that"
                            + " mean something.",
                    "class",
                    "warning");
        }
        html.open("div", "class", "verdicts");
        verdicts.forEach(verdict -> write(html, verdict));
        html.close("div");
    }

    private static void write(Html html, Verdict verdict) {
        html.open("article", "class", "verdict " + verdict.light().name().toLowerCase(Locale.ROOT));
        html.open("h3").element("a", verdict.area(), "href", "#" + verdict.anchor());
        html.text(" ");
        verdict.light().write(html);
        html.close("h3");
        html.open("dl");
        for (Fact figure : verdict.figures()) {
            html.open("div")
                    .element("dt", figure.name())
                    .element("dd", figure.value())
                    .close("div");
        }
        if (verdict.figures().isEmpty()) {
            html.open("div").element("dt", "Not measured").close("div");
        }
        html.close("dl").element("p", verdict.meaning());
        html.open("p", "class", "rule")
                .element("b", "Green: ")
                .text(verdict.rule())
                .close("p");
        html.close("article");
    }
}

package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.Evaluation;

/** Where rows, model and figures come from. */
record ProvenanceSection(Report report) implements Section {

    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public void write(Html html) {
        Evaluation evaluation = report.evaluation();
        DataTable facts = new DataTable("Where it comes from").texts("What", "Value");
        report.provenance().forEach(fact -> facts.row(fact.name(), fact.value()));
        facts.row("Real rows compared with", Numbers.count(evaluation.rows().real()));
        facts.row("Synthetic rows judged", Numbers.count(evaluation.rows().synthetic()));
        if (evaluation.rows().train() > 0) {
            facts.row(
                    "Training rows, those set aside for validation included",
                    Numbers.count(evaluation.rows().train()));
        }
        facts.write(html);
        if (evaluation.sampled().isEmpty()) {
            html.element("p", "Every metric looked at all rows.");
            return;
        }
        DataTable sampled = new DataTable(
                        "Metrics that looked at some of the rows, drawn at random; the others looked at all")
                .texts("Metric and side")
                .numbers("Rows", "Of");
        evaluation
                .sampled()
                .forEach((name, sample) -> sampled.row(name, Numbers.count(sample.rows()), Numbers.count(sample.of())));
        sampled.write(html);
    }
}

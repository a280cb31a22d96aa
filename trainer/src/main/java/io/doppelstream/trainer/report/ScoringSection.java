package io.doppelstream.trainer.report;

import io.doppelstream.model.score.Scoring;
import java.util.ArrayList;
import java.util.List;

/** The scores of a detector, and how the default was chosen. */
record ScoringSection(Scoring scoring) implements Section {

    @Override
    public String id() {
        return "scores";
    }

    @Override
    public String title() {
        return "Anomaly scores";
    }

    @Override
    public void write(Html html) {
        html.element("p", "An event gets " + scoring.members().size() + " scores in one pass. " + criterion());
        DataTable table = new DataTable("Scores of events")
                .texts("Score")
                .numbers("ROC AUC")
                .sentences("Role");
        List<String> names = new ArrayList<>(scoring.names());
        names.add(Scoring.RANK_MEAN);
        for (String name : names) {
            Double auc = scoring.figures().get(name);
            table.row(name, auc == null ? "" : Numbers.score(auc), name.equals(scoring.score()) ? "the default" : "");
        }
        table.write(html);
    }

    private String criterion() {
        return switch (scoring.criterion()) {
            case LABELLED ->
                "The default is the one that ranks labelled anomalies above normal rows best, none of which were in the fit.";
            case PERTURBED ->
                "No anomalies were labelled: the default is that of the kind. The figures are against"
                        + " held-out rows with one to three values replaced, which need not be what real anomalies are like.";
            case GIVEN -> "The default is that of the kind.";
        };
    }
}

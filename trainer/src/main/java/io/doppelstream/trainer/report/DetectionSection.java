package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.detection.Detection;

/** Whether synthetic rows can be told from real ones. */
record DetectionSection(Report report) implements Section {

    @Override
    public String id() {
        return "detection";
    }

    @Override
    public String title() {
        return "Detection";
    }

    @Override
    public void write(Html html) {
        Detection detection = report.evaluation().detection();
        if (detection instanceof Detection.NotMeasured not) {
            html.element("p", "Not measured: " + not.reason());
        } else if (detection instanceof Detection.Measured measured) {
            html.element(
                    "p",
                    "A learner is shown " + Numbers.count(measured.rowsPerSide())
                            + " rows of each side and learns to tell them apart. The area under the ROC curve on rows that it"
                            + " did not see is 0.500 where it guesses, as it would with real rows on both sides, and 1 where"
                            + " every row gives itself away.");
            DataTable table = new DataTable("Classifier two-sample test (C2ST)")
                    .texts("Learner")
                    .numbers("AUC", "Real rows reach")
                    .sentences("What it notices");
            table.row(
                    "Boosted trees",
                    Numbers.score(measured.c2stAuc()),
                    Numbers.score(0.5),
                    "nearly everything, a wrong decimal is enough");
            table.row(
                    "Logistic regression",
                    Numbers.score(measured.linearC2stAuc()),
                    Numbers.score(0.5),
                    "shifted means and shares");
            table.write(html);
        }
    }
}

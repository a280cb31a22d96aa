package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.utility.Utility;

/** Learners trained on synthetic rows beside learners trained on real ones. */
record UtilitySection(Report report) implements Section {

    @Override
    public String id() {
        return "utility";
    }

    @Override
    public String title() {
        return "Utility";
    }

    @Override
    public void write(Html html) {
        Utility utility = report.evaluation().utility().orElse(null);
        if (utility == null) {
            html.element("p", "Not measured: name a column that a user would predict as the target.");
        } else if (utility instanceof Utility.NotMeasured not) {
            html.element("p", "Not measured for " + not.target() + ": " + not.reason());
        } else if (utility instanceof Utility.Measured measured) {
            html.element(
                    "p",
                    "Train on synthetic, test on real: learners of " + measured.target()
                            + " from all other columns, trained on either side and tested on the same "
                            + Numbers.count(measured.testRows())
                            + " real rows, which are in neither. What counts is the difference: what nothing predicts has a"
                            + " poor score on both sides.");
            DataTable table = new DataTable(
                            "Scores of learners of " + measured.target() + " by the rows that they were trained on")
                    .texts("Learner", "Score")
                    .numbers("Trained on real", "Trained on synthetic", "Difference");
            rows(table, "Boosted trees", measured.boosted());
            rows(table, "Linear model", measured.linear());
            table.write(html);
            html.element(
                    "p",
                    "Trained on " + Numbers.count(measured.realRows()) + " real and "
                            + Numbers.count(measured.syntheticRows()) + " synthetic rows.",
                    "class",
                    "note");
        }
    }

    private static void rows(DataTable table, String learner, Utility.Scores scores) {
        scores.real().forEach((name, real) -> {
            double synthetic = scores.synthetic().getOrDefault(name, Double.NaN);
            table.row(
                    learner,
                    scoreName(name),
                    Numbers.score(real),
                    Numbers.score(synthetic),
                    Numbers.difference(synthetic - real));
        });
    }

    static String scoreName(String name) {
        return switch (name) {
            case "auc" -> "AUC";
            case "f1" -> "F1, macro";
            case "r2" -> "R\u00b2";
            default -> name;
        };
    }
}

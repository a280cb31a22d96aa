package io.doppelstream.cli.evaluate;

import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.trainer.evaluate.Evaluation;
import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.bias.GroupRate;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.util.Locale;

/** An evaluation as text: columns, then one line a figure with its goal. */
final class EvaluationSummary {

    private final StringBuilder text = new StringBuilder();

    private EvaluationSummary() {}

    static String of(Evaluation evaluation) {
        EvaluationSummary summary = new EvaluationSummary();
        TextTable columns = new TextTable("column", "metric", "score");
        for (ColumnScore score : evaluation.quality().shapes()) {
            columns.row(score.column(), score.metric(), number(score.score()));
        }
        summary.text.append(columns).append('\n');
        TextTable figures = new TextTable("figure", "value", "goal");
        figures.row("quality", number(evaluation.quality().quality()), "1");
        figures.row("column shapes", number(evaluation.quality().columnShapes()), "1");
        figures.row("pair trends", number(evaluation.quality().columnPairTrends()), "1");
        figures.row("pair trends, related pairs", number(evaluation.quality().columnPairTrendsThresholded()), "1");
        figures.row("diagnostic", number(evaluation.diagnostic().score()), "1");
        evaluation.privacy().ifPresent(privacy -> add(figures, privacy));
        evaluation.utility().ifPresent(utility -> add(figures, utility));
        if (evaluation.detection() instanceof Detection.Measured measured) {
            figures.row("told from real: trees, AUC", number(measured.c2stAuc()), "0.5");
            figures.row("told from real: linear, AUC", number(measured.linearC2stAuc()), "0.5");
        }
        summary.text.append(figures);
        evaluation.bias().forEach(summary::add);
        summary.addNotes(evaluation);
        return summary.text.toString();
    }

    private static void add(TextTable figures, Privacy privacy) {
        figures.row("DCR overfitting protection", number(privacy.dcrOverfittingProtection()), "1");
        figures.row("DCR baseline protection", number(privacy.dcrBaselineProtection()), "not 0");
        figures.row(
                "median DCR to training rows",
                number(privacy.medianDcr()),
                "at least the hold-out's " + number(privacy.medianDcrHoldout()));
        figures.row("new rows", number(privacy.newRowSynthesis()), "1");
        figures.row(
                "exact copies",
                number(privacy.exactCopies()),
                "at most the hold-out's " + number(privacy.exactCopiesHoldout()));
        figures.row("membership inference, AUC", number(privacy.membershipAuc()), "0.5");
        privacy.disclosure()
                .ifPresent(disclosure -> figures.row(
                        "disclosure protection of " + disclosure.sensitive(), number(disclosure.score()), "1"));
    }

    private static void add(TextTable figures, Utility utility) {
        if (utility instanceof Utility.Measured measured) {
            add(figures, measured.target() + " by trees", measured.boosted());
            add(figures, measured.target() + " by a linear model", measured.linear());
        }
    }

    private static void add(TextTable figures, String what, Utility.Scores scores) {
        scores.synthetic()
                .forEach((name, score) -> figures.row(
                        what + ", " + name.toUpperCase(Locale.ROOT),
                        number(score),
                        "trained on real rows " + number(scores.real().get(name))));
    }

    private void add(Bias bias) {
        text.append('\n')
                .append(bias.target())
                .append(bias.outcome().equals("mean") ? ", mean" : " = " + bias.outcome())
                .append(" by ")
                .append(bias.column())
                .append(", largest gap ")
                .append(number(bias.largestGap()))
                .append('\n');
        TextTable groups = new TextTable(bias.column(), "real", "synthetic", "real rows", "synthetic rows");
        for (GroupRate rate : bias.groups()) {
            groups.row(
                    rate.group(),
                    number(rate.realRate()),
                    number(rate.syntheticRate()),
                    rate.realRows(),
                    rate.syntheticRows());
        }
        text.append(groups);
    }

    private void addNotes(Evaluation evaluation) {
        evaluation.utility().ifPresent(utility -> {
            if (utility instanceof Utility.NotMeasured not) {
                text.append("no utility: ").append(not.reason()).append('\n');
            }
        });
        if (evaluation.detection() instanceof Detection.NotMeasured not) {
            text.append("no detection: ").append(not.reason()).append('\n');
        }
        if (!evaluation.sampled().isEmpty()) {
            text.append("measured on a sample of the rows (\"sampled\" in quality.json): ")
                    .append(String.join(", ", evaluation.sampled().keySet()))
                    .append('\n');
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%.4f", value);
    }
}

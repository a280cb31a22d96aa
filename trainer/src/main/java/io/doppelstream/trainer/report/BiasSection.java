package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.bias.GroupRate;

/** Rates of the target in the groups of protected columns. */
record BiasSection(Report report) implements Section {

    @Override
    public String id() {
        return "bias";
    }

    @Override
    public String title() {
        return "Bias";
    }

    @Override
    public void write(Html html) {
        if (report.evaluation().bias().isEmpty()) {
            html.element("p", "Not measured: name a target, and protected columns whose groups are to be compared.");
            return;
        }
        html.element(
                "p",
                "The target's rate in each group, real beside synthetic. A gap of 0 is the goal; those of small groups are noisy."
                        + " Rows that are as unfair as the real ones have no gap.");
        for (Bias bias : report.evaluation().bias()) {
            write(html, bias);
        }
    }

    private static void write(Html html, Bias bias) {
        boolean mean = bias.outcome().equals("mean");
        String what = mean ? "Mean of " + bias.target() : "Rate of " + bias.target() + " = " + bias.outcome();
        DataTable table = new DataTable(what + " by " + bias.column())
                .texts(bias.column())
                .numbers("Real", "Synthetic", "Gap", "Real rows", "Synthetic rows");
        for (GroupRate group : bias.groups()) {
            table.row(
                    group.group(),
                    rate(mean, group.realRate()),
                    rate(mean, group.syntheticRate()),
                    rate(mean, group.gap()),
                    Numbers.count(group.realRows()),
                    Numbers.count(group.syntheticRows()));
        }
        table.write(html);
        html.element(
                "p",
                "Largest gap " + rate(mean, bias.largestGap()) + "; highest less lowest group: real "
                        + rate(mean, bias.realDifference()) + ", synthetic " + rate(mean, bias.syntheticDifference())
                        + ".",
                "class",
                "note");
    }

    private static String rate(boolean mean, double value) {
        return mean ? Numbers.significant(value) : Numbers.percent(value);
    }
}

package io.doppelstream.trainer.report;

import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.evaluate.privacy.Disclosure;
import io.doppelstream.trainer.evaluate.privacy.DistanceHistogram;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import java.util.Arrays;
import java.util.List;

/** Alarms, not proofs. */
record PrivacySection(Report report, Thresholds limits) implements Section {

    private static final List<String> NOT_PROMISED = List.of(
            "No bound. These are means and medians over a sample of rows: one person whose row leaks does not move them, and"
                    + " outliers are the ones at risk.",
            "No other attacks. Membership is tried by distance alone; an attacker with the model, or with knowledge of a person,"
                    + " does better.",
            "Nothing about what the model itself holds: vocabularies, the ends of ranges and frequent values of the training data"
                    + " are in the package, whatever the figures say.",
            "Nothing about repeated requests, about conditions that single out rare groups, and about joining with other"
                    + " tables.",
            "Two rows of one person, one on either side of the hold-out, make every comparison look better than it is.");

    @Override
    public String id() {
        return "privacy";
    }

    @Override
    public String title() {
        return "Privacy";
    }

    @Override
    public void write(Html html) {
        if (report.evaluation().privacy().isEmpty()) {
            html.element(
                    "p",
                    "Not measured: it takes the rows that the model was trained on, and real rows that it was not trained on."
                            + " That nothing was measured does not mean that nothing leaks.");
            return;
        }
        Privacy privacy = report.evaluation().privacy().get();
        html.element(
                "p",
                "Synthetic is not anonymous by itself. A bad figure shows that something leaks; a good one shows only that these"
                        + " attacks, on these rows, found nothing.");
        distances(html, privacy);
        figures(html, privacy);
        privacy.disclosure().ifPresent(disclosure -> disclosure(html, disclosure));
        html.element("h3", "What these figures do not promise");
        html.open("ul");
        NOT_PROMISED.forEach(text -> html.element("li", text));
        html.close("ul");
    }

    private static void distances(Html html, Privacy privacy) {
        DistanceHistogram distances = privacy.distances();
        html.open("figure", "class", "chart");
        html.element(
                "figcaption",
                "Distance to the closest training record (DCR), in [0, 1]: share of rows by distance. A synthetic line to the"
                        + " left of the hold-out's area, at 0 most of all, is an alarm.");
        html.open("p", "class", "legend");
        html.open("span")
                .element("span", "", "class", "swatch real")
                .text(" hold-out rows to training rows")
                .close("span");
        html.open("span")
                .element("span", "", "class", "swatch synthetic")
                .text(" synthetic rows to training rows")
                .close("span");
        html.close("p");
        SvgHistogram.write(
                html,
                new Distribution.Histogram(
                        new ValueType.Floating(),
                        0,
                        distances.width() * distances.synthetic().length,
                        shares(distances.holdout()),
                        shares(distances.synthetic()),
                        0,
                        0),
                "Distance to the closest training record",
                "hold-out rows",
                "synthetic rows");
        html.close("figure");
    }

    private static double[] shares(int[] counts) {
        double sum = Arrays.stream(counts).sum();
        return Arrays.stream(counts)
                .mapToDouble(count -> count / Math.max(1, sum))
                .toArray();
    }

    private void figures(Html html, Privacy privacy) {
        PrivacyLights lights = PrivacyLights.of(privacy, limits);
        DataTable table = new DataTable("Privacy figures")
                .texts("Figure")
                .numbers("Synthetic", "Hold-out, or goal")
                .texts("Verdict")
                .sentences("What it means");
        table.row(
                "Median DCR",
                Numbers.score(privacy.medianDcr()),
                Numbers.score(privacy.medianDcrHoldout()),
                verdict(lights.distance()),
                "median distance to the closest training row; a faithful model comes near the hold-out's, a copying one below it");
        table.row(
                "Exact copies",
                Numbers.finePercent(privacy.exactCopies()),
                Numbers.finePercent(privacy.exactCopiesHoldout()),
                verdict(lights.exactCopies()),
                "rows equal to a training row in every learned column; in narrow tables real rows have twins too");
        table.row(
                "DCR overfitting protection",
                Numbers.score(privacy.dcrOverfittingProtection()),
                Numbers.score(privacy.dcrOverfittingProtectionReal()),
                verdict(lights.overfitting()),
                "1 where no more synthetic rows are closer to training rows than to as many hold-out rows; hundredths are noise");
        table.row(
                "Membership inference, AUC",
                Numbers.score(privacy.membershipAuc()),
                Numbers.score(0.5),
                verdict(lights.membership()),
                "an attacker takes rows close to synthetic ones for training rows; 0.500 is guessing");
        table.row(
                "New rows",
                Numbers.finePercent(privacy.newRowSynthesis()),
                "\u2013",
                "\u2013",
                "synthetic rows that match no training row, numbers within 1 %; low in narrow tables");
        table.row(
                "DCR baseline protection",
                Numbers.score(privacy.dcrBaselineProtection()),
                "\u2013",
                "\u2013",
                "median DCR as a share of that of random rows; 0 is an alarm, but a faithful model is not at 1");
        table.write(html);
    }

    private static String verdict(TrafficLight light) {
        return light.symbol() + " " + light.word();
    }

    private static void disclosure(Html html, Disclosure disclosure) {
        html.element("h3", "Disclosure of " + disclosure.sensitive());
        html.element(
                "p",
                "An attacker knows all other learned columns of a training row, finds synthetic rows with the same values, and"
                        + " guesses " + disclosure.sensitive() + " from them. Protection is "
                        + Numbers.score(disclosure.score())
                        + ", where 1 is no better than a blind guess; " + Numbers.count(disclosure.matchedRows())
                        + " of "
                        + Numbers.count(disclosure.realRows())
                        + " training rows could be attacked, on the others the figure says nothing. A low one may also say that "
                        + disclosure.sensitive() + " is predictable, for people who are not in the table too.");
    }
}

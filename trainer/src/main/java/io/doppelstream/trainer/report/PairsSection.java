package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.fidelity.QualityReport;

/** Relations between columns: real, synthetic and their difference. */
record PairsSection(Report report) implements Section {

    /** Differences are small: this one is drawn in full colour. */
    private static final double STRONG_DIFFERENCE = 0.3;

    @Override
    public String id() {
        return "pairs";
    }

    @Override
    public String title() {
        return "Pairs of columns";
    }

    @Override
    public void write(Html html) {
        QualityReport quality = report.evaluation().quality();
        Associations associations = report.associations();
        if (associations.names().size() < 2) {
            html.element(
                    "p",
                    "A pair takes two learned columns, found "
                            + associations.names().size() + ".");
            return;
        }
        scores(html, quality);
        html.element(
                "p",
                "How strongly each two columns are related: the absolute value of Pearson's correlation of two numbers,"
                        + " Cram\u00e9r's V of any other pair, for which numbers are put into ten bins. Both sides are measured on "
                        + Numbers.count(associations.rows())
                        + " rows, since Cram\u00e9r's V is the larger the fewer rows there are. An absolute value does not show a"
                        + " changed sign; the pair scores do.");
        if (associations.columns() > associations.names().size()) {
            html.element(
                    "p",
                    "Of " + associations.columns() + " learned columns the "
                            + associations.names().size() + " with the lowest pair scores are drawn.",
                    "class",
                    "note");
        }
        html.open("div", "class", "maps");
        map(
                html,
                associations,
                associations.real(),
                1,
                "Real",
                "strength in the real rows; darker is stronger, from 0 to 1");
        map(
                html,
                associations,
                associations.synthetic(),
                1,
                "Synthetic",
                "strength in the synthetic rows; darker is stronger, from 0 to 1");
        map(
                html,
                associations,
                difference(associations),
                STRONG_DIFFERENCE,
                "Synthetic less real",
                "orange: weaker than in the real rows, blue: stronger; full colour from a difference of 0.3 on");
        html.close("div");
        html.element(
                "p",
                "Grey outline: not defined, because a column has a single value or none there. Figures appear when the pointer"
                        + " rests on a cell; those of the worst pairs are in the next section, all of them in quality.json.",
                "class",
                "note");
    }

    private void scores(Html html, QualityReport quality) {
        boolean known = report.realQuality().isPresent();
        DataTable table =
                new DataTable("Fidelity in single figures").texts("Figure").numbers("Synthetic rows");
        if (known) {
            table.numbers("Real training rows");
        }
        table.sentences("What it is");
        QualityReport real = report.realQuality().orElse(quality);
        row(table, known, "Column shapes", quality.columnShapes(), real.columnShapes(), "mean over the columns");
        row(
                table,
                known,
                "Column pair trends",
                quality.columnPairTrends(),
                real.columnPairTrends(),
                "mean over all pairs; most are nearly independent and easy");
        row(
                table,
                known,
                "Column pair trends, related pairs",
                quality.columnPairTrendsThresholded(),
                real.columnPairTrendsThresholded(),
                "mean over the pairs with |r| above 0.5 or Cram\u00e9r's V above 0.3 in the real rows");
        row(table, known, "Quality", quality.quality(), real.quality(), "mean of column shapes and column pair trends");
        table.write(html);
    }

    private static void row(
            DataTable table, boolean known, String name, double synthetic, double real, String meaning) {
        if (known) {
            table.row(name, Numbers.score(synthetic), Numbers.score(real), meaning);
        } else {
            table.row(name, Numbers.score(synthetic), meaning);
        }
    }

    private static void map(
            Html html, Associations associations, double[][] values, double strongest, String title, String meaning) {
        html.open("figure", "class", "map");
        html.open("figcaption").element("b", title).text(": " + meaning).close("figcaption");
        SvgHeatMap.write(html, associations.names(), values, strongest, title + ": " + meaning);
        html.close("figure");
    }

    private static double[][] difference(Associations associations) {
        int size = associations.names().size();
        double[][] difference = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                difference[row][column] =
                        associations.synthetic()[row][column] - associations.real()[row][column];
            }
        }
        return difference;
    }
}

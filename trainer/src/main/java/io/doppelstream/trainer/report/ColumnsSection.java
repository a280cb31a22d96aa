package io.doppelstream.trainer.report;

import java.util.Comparator;
import java.util.List;

/** Every column, real over synthetic. */
record ColumnsSection(Report report) implements Section {

    /** Drawings that stand open. */
    static final int OPEN = 60;
    /** Drawings at all; the scores of more columns are in the table. */
    static final int MOST = 200;

    @Override
    public String id() {
        return "columns";
    }

    @Override
    public String title() {
        return "Columns";
    }

    @Override
    public void write(Html html) {
        List<ColumnComparison> columns = report.columns();
        if (columns.isEmpty()) {
            html.element("p", "No column is learned, so there is none to compare.");
            notCompared(html);
            return;
        }
        html.element(
                "p",
                "Shares of the rows that have a value, from at most " + Numbers.count(report.comparedRows())
                        + " rows of each side. Bins are of equal width over the real values; where the tails are long they end"
                        + " at the real 0.5 % and 99.5 % quantiles, and what lies beyond is stated. Of categories the 15 most"
                        + " common in the real rows are drawn. The score is 1 less the distance of the two distributions: the"
                        + " largest difference of their distribution functions (numbers, KSComplement) or half the sum of the"
                        + " differences of their shares (categories, TVComplement). Nulls do not count in it.");
        legend(html);
        boolean wide = columns.size() > OPEN;
        List<ColumnComparison> order = wide ? worstFirst(columns) : columns;
        if (wide) {
            html.element(
                    "p",
                    "The " + OPEN + " columns with the lowest scores, lowest first; the others are folded below them.",
                    "class",
                    "note");
        }
        cards(html, order.subList(0, Math.min(OPEN, order.size())));
        if (wide) {
            int most = Math.min(MOST, order.size());
            html.open("details").element("summary", "The next " + (most - OPEN) + " columns");
            cards(html, order.subList(OPEN, most));
            html.close("details");
            if (order.size() > most) {
                html.element(
                        "p", "The other " + (order.size() - most) + " columns are in the table only.", "class", "note");
            }
            scores(html, order);
        }
        notCompared(html);
    }

    static void legend(Html html) {
        html.open("p", "class", "legend");
        html.open("span")
                .element("span", "", "class", "swatch real")
                .text(" real")
                .close("span");
        html.open("span")
                .element("span", "", "class", "swatch synthetic")
                .text(" synthetic")
                .close("span");
        html.close("p");
    }

    private static List<ColumnComparison> worstFirst(List<ColumnComparison> columns) {
        Comparator<ColumnComparison> byScore =
                Comparator.comparingDouble(column -> column.score().score());
        return columns.stream().sorted(byScore).toList();
    }

    private static void cards(Html html, List<ColumnComparison> columns) {
        html.open("div", "class", "cards");
        columns.forEach(column -> card(html, column));
        html.close("div");
    }

    private static void card(Html html, ColumnComparison column) {
        html.open("figure", "class", "card");
        html.open("figcaption");
        html.element("b", column.name());
        html.element("span", column.type(), "class", "type");
        html.element("span", Numbers.score(column.score().score()), "class", "score");
        html.close("figcaption");
        String title = "Distribution of " + column.name();
        String beyond = "";
        if (column.distribution() instanceof Distribution.Histogram histogram) {
            SvgHistogram.write(html, histogram, title, "real", "synthetic");
            if (histogram.realBeyond() > 0 || histogram.syntheticBeyond() > 0) {
                beyond = " Beyond the bins: " + Numbers.percent(histogram.realBeyond()) + " | "
                        + Numbers.percent(histogram.syntheticBeyond()) + ".";
            }
        } else if (column.distribution() instanceof Distribution.Categories categories) {
            SvgBars.write(html, categories, title);
        } else if (column.distribution() instanceof Distribution.Missing missing) {
            html.element("p", missing.reason());
        }
        html.element(
                "p",
                "Null, real | synthetic: " + Numbers.percent(column.realNulls()) + " | "
                        + Numbers.percent(column.syntheticNulls()) + "." + beyond,
                "class",
                "note");
        html.close("figure");
    }

    private static void scores(Html html, List<ColumnComparison> columns) {
        DataTable table = new DataTable("Scores of all columns, lowest first")
                .texts("Column", "Type", "Metric")
                .numbers("Score", "Null, real", "Null, synthetic");
        columns.forEach(column -> table.row(
                column.name(),
                column.type(),
                column.score().metric(),
                Numbers.score(column.score().score()),
                Numbers.percent(column.realNulls()),
                Numbers.percent(column.syntheticNulls())));
        table.write(html);
    }

    private void notCompared(Html html) {
        if (!report.notCompared().isEmpty()) {
            DataTable table =
                    new DataTable("Columns that are not learned, and so not compared").texts("Column", "Role");
            report.notCompared().forEach(fact -> table.row(fact.name(), fact.value()));
            table.write(html);
        }
    }
}

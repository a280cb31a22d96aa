package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.report.Numbers.coordinate;

import java.util.List;

/** The lower triangle of a symmetric matrix: the stronger a value, the more opaque its cell; positive blue, negative orange. */
final class SvgHeatMap {

    private static final int CELL = 16;
    private static final int LEFT = 112;
    private static final int BELOW = 100;
    private static final int CHARACTERS = 17;
    /** Pixels that a map of few columns may fill. */
    private static final int SMALLEST = 400;

    private SvgHeatMap() {}

    /**
     * Draws.
     *
     * @param values names.size() x names.size(), in [-1, 1] or NaN
     * @param strongest value that is opaque
     * @param title what the colours mean, for those who cannot see them
     */
    static void write(Html html, List<String> names, double[][] values, double strongest, String title) {
        int size = names.size() * CELL;
        // The slanted labels of the last columns need room on the right.
        int width = LEFT + size + 8;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + width + " " + (size + BELOW),
                "role",
                "img",
                "class",
                "heatmap",
                "style",
                "max-width:" + Math.max(SMALLEST, width * 11 / 10) + "px");
        html.element("title", title);
        html.element("desc", "Lower triangle of a matrix of " + names.size() + " columns.");
        for (int row = 0; row < names.size(); row++) {
            label(html, names.get(row), LEFT - 5, row * CELL + CELL / 2.0, 0);
            label(html, names.get(row), LEFT + row * CELL + CELL / 2.0, size + 6, -60);
            for (int column = 0; column <= row; column++) {
                cell(html, names, row, column, values[row][column], strongest);
            }
        }
        html.close("svg");
    }

    private static void label(Html html, String name, double x, double y, int turn) {
        html.open(
                "text",
                "class",
                "axis",
                "text-anchor",
                "end",
                "dy",
                ".35em",
                "transform",
                "translate(" + coordinate(x) + " " + coordinate(y) + ")" + (turn == 0 ? "" : " rotate(" + turn + ")"));
        if (name.codePointCount(0, name.length()) > CHARACTERS) {
            html.element("title", name);
        }
        html.text(Numbers.cut(name, CHARACTERS)).close("text");
    }

    private static void cell(Html html, List<String> names, int row, int column, double value, double strongest) {
        boolean diagonal = row == column;
        boolean defined = Double.isFinite(value);
        html.open(
                "rect",
                "class",
                diagonal ? "diagonal" : !defined ? "undefined" : value < 0 ? "negative" : "positive",
                "x",
                "" + (LEFT + column * CELL),
                "y",
                "" + row * CELL,
                "width",
                "" + (CELL - 1),
                "height",
                "" + (CELL - 1),
                "fill-opacity",
                diagonal || !defined ? "1" : opacity(Math.min(1, Math.abs(value) / strongest)));
        if (!diagonal) {
            html.element("title", names.get(row) + " \u00d7 " + names.get(column) + ": " + Numbers.score(value));
        }
        html.close("rect");
    }

    private static String opacity(double strength) {
        return strength == 1 ? "1" : Numbers.score(strength).substring(1, 4);
    }
}

package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.report.Numbers.coordinate;

import java.util.ArrayList;
import java.util.List;

/** Lines over the budget of a training, each with a dash pattern of its own; single outliers do not stretch the axis. */
final class SvgLines {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int RIGHT = 620;
    private static final int TOP = 12;
    private static final int BOTTOM = 200;
    private static final int MOST_POINTS = 300;
    private static final double OUTLIERS = 0.01;

    /**
     * A line.
     *
     * @param name for the legend
     * @param points in the order of x
     * @param marked whether each point gets a mark
     */
    record Line(String name, List<Point> points, boolean marked) {
        Line {
            points = List.copyOf(points);
        }
    }

    /** A point: share of the budget and value. */
    record Point(double x, double y) {}

    private SvgLines() {}

    /**
     * Draws.
     *
     * @param published share of the budget where a vertical line stands; NaN: none
     */
    static void write(Html html, List<Line> lines, double published, String title) {
        List<Line> drawn = lines.stream()
                .map(line -> new Line(line.name(), averaged(line.points()), line.marked()))
                .filter(line -> !line.points().isEmpty())
                .toList();
        if (drawn.isEmpty()) {
            html.element("p", title + ": nothing was reported.", "class", "note");
            return;
        }
        double end = drawn.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        double last = Math.max(end, Double.isNaN(published) ? 0 : published);
        Axis x = new Axis(0, Math.max(last, 1e-6), LEFT, RIGHT);
        Axis y = range(drawn);
        html.open("figure", "class", "chart");
        html.element("figcaption", title);
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "class", "lines");
        html.element("title", title);
        html.element(
                "desc",
                "Lines over the share of the budget that was used up: "
                        + String.join(", ", drawn.stream().map(Line::name).toList()) + ".");
        axes(html, x, y);
        for (int i = 0; i < drawn.size(); i++) {
            line(html, drawn.get(i), i, x, y);
        }
        if (Double.isFinite(published)) {
            published(html, x.clampedAt(published));
        }
        html.close("svg");
        legend(html, drawn);
        html.close("figure");
    }

    private static List<Point> averaged(List<Point> points) {
        List<Point> finite =
                points.stream().filter(point -> Double.isFinite(point.y())).toList();
        int group = (finite.size() + MOST_POINTS - 1) / MOST_POINTS;
        if (group <= 1) {
            return finite;
        }
        List<Point> means = new ArrayList<>();
        for (int from = 0; from < finite.size(); from += group) {
            List<Point> some = finite.subList(from, Math.min(finite.size(), from + group));
            means.add(new Point(
                    some.get(some.size() - 1).x(),
                    some.stream().mapToDouble(Point::y).average().orElseThrow()));
        }
        return means;
    }

    private static Axis range(List<Line> lines) {
        double[] sorted = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .sorted()
                .toArray();
        double low = sorted[(int) (OUTLIERS * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil((1 - OUTLIERS) * (sorted.length - 1))];
        double margin = Math.max((high - low) * 0.06, Math.max(Math.abs(high), 1) * 1e-3);
        return new Axis(low - margin, high + margin, BOTTOM, TOP);
    }

    private static void axes(Html html, Axis x, Axis y) {
        List<Double> heights = y.ticks(5);
        List<String> labels = Numbers.axis(heights);
        for (int i = 0; i < heights.size(); i++) {
            String at = coordinate(y.at(heights.get(i)));
            html.empty("line", "class", "grid", "x1", "" + LEFT, "x2", "" + RIGHT, "y1", at, "y2", at);
            html.element(
                    "text",
                    labels.get(i),
                    "class",
                    "axis",
                    "x",
                    "" + (LEFT - 6),
                    "y",
                    at,
                    "dy",
                    ".35em",
                    "text-anchor",
                    "end");
        }
        html.empty("line", "class", "base", "x1", "" + LEFT, "x2", "" + RIGHT, "y1", "" + BOTTOM, "y2", "" + BOTTOM);
        for (double tick : x.ticks(10)) {
            html.element(
                    "text",
                    Numbers.axis(Math.rint(tick * 1e5) / 1e3) + "%",
                    "class",
                    "axis",
                    "x",
                    coordinate(x.at(tick)),
                    "y",
                    "" + (BOTTOM + 16),
                    "text-anchor",
                    "middle");
        }
        html.element(
                "text",
                "share of the budget used up",
                "class",
                "axis",
                "x",
                "" + (LEFT + RIGHT) / 2,
                "y",
                "" + (BOTTOM + 34),
                "text-anchor",
                "middle");
    }

    private static void line(Html html, Line line, int number, Axis x, Axis y) {
        StringBuilder points = new StringBuilder();
        for (Point point : line.points()) {
            points.append(coordinate(x.at(point.x())))
                    .append(',')
                    .append(coordinate(y.clampedAt(point.y())))
                    .append(' ');
        }
        html.empty(
                "polyline", "class", style(number), "points", points.toString().trim());
        if (line.marked() || line.points().size() == 1) {
            for (Point point : line.points()) {
                html.empty(
                        "circle",
                        "class",
                        style(number),
                        "cx",
                        coordinate(x.at(point.x())),
                        "cy",
                        coordinate(y.clampedAt(point.y())),
                        "r",
                        "2.5");
            }
        }
    }

    private static void published(Html html, double at) {
        html.empty(
                "line",
                "class",
                "published",
                "x1",
                coordinate(at),
                "x2",
                coordinate(at),
                "y1",
                "" + TOP,
                "y2",
                "" + BOTTOM);
        html.element(
                "text",
                "published",
                "class",
                "axis",
                "x",
                coordinate(at - 4),
                "y",
                "" + (BOTTOM - 6),
                "text-anchor",
                at < LEFT + 60 ? "start" : "end");
    }

    private static void legend(Html html, List<Line> lines) {
        html.open("p", "class", "legend");
        for (int i = 0; i < lines.size(); i++) {
            html.open("span");
            html.open("svg", "viewBox", "0 0 28 10", "class", "key", "aria-hidden", "true");
            html.empty("line", "class", style(i), "x1", "0", "x2", "28", "y1", "5", "y2", "5");
            html.close("svg").text(" " + lines.get(i).name()).close("span");
        }
        html.close("p");
    }

    private static String style(int number) {
        return "series s" + number % 4;
    }
}

package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.report.Numbers.coordinate;

import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * Two histograms over each other: the real one as an area, the synthetic one as a line, so that they differ in black and white too.
 * A single bin that towers above all others is cut off, and its shares are written beside it.
 */
final class SvgHistogram {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 150;
    private static final int LEFT = 40;
    private static final int RIGHT = 352;
    private static final int TOP = 12;
    private static final int BOTTOM = 128;
    /** A bin that is this many times as high as the next is cut off. */
    private static final double TOWER = 4;
    /** Room that the shares of a bin that is cut off take. */
    private static final int NOTE = 165;
    /** Days from which on labels leave the day out. */
    private static final double LONG_TIME = 1000;

    private static final double MICROSECONDS_A_DAY = 86_400e6;

    private final Distribution.Histogram histogram;
    private final Axis x;
    private final Axis y;
    private final int tower;

    private SvgHistogram(Distribution.Histogram histogram) {
        this.histogram = histogram;
        x = new Axis(histogram.low(), histogram.high(), LEFT, RIGHT);
        double[] heights = new double[histogram.real().length];
        for (int bin = 0; bin < heights.length; bin++) {
            heights[bin] = Math.max(histogram.real()[bin], histogram.synthetic()[bin]);
        }
        double[] sorted = Arrays.stream(heights).sorted().toArray();
        double highest = sorted[sorted.length - 1];
        double second = sorted.length > 1 ? sorted[sorted.length - 2] : 0;
        boolean cut = second > 0 && highest > TOWER * second;
        tower = cut ? indexOf(heights, highest) : -1;
        y = new Axis(0, Math.max(1e-9, cut ? 1.6 * second : 1.05 * highest), BOTTOM, TOP);
    }

    private static int indexOf(double[] values, double value) {
        int index = 0;
        while (values[index] != value) {
            index++;
        }
        return index;
    }

    /**
     * Draws.
     *
     * @param title what is drawn, for those who cannot see it
     * @param real name of the area's rows
     * @param synthetic name of the line's rows
     */
    static void write(Html html, Distribution.Histogram histogram, String title, String real, String synthetic) {
        SvgHistogram drawing = new SvgHistogram(histogram);
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "class", "histogram");
        html.element("title", title);
        html.element("desc", drawing.description(real, synthetic));
        drawing.grid(html);
        html.empty("path", "class", "real area", "d", drawing.outline(histogram.real()) + "Z");
        html.empty("path", "class", "synthetic line", "d", drawing.outline(histogram.synthetic()));
        drawing.tower(html);
        drawing.labels(html);
        html.close("svg");
    }

    private String description(String real, String synthetic) {
        return "Histogram of " + histogram.real().length + " bins from " + label(histogram.low()) + " to "
                + label(histogram.high()) + "; the area is " + real + ", the line " + synthetic + ".";
    }

    private void grid(Html html) {
        List<Double> ticks = y.ticks(4);
        List<String> labels =
                Numbers.axis(ticks.stream().map(tick -> 100 * tick).toList());
        for (int i = 0; i < ticks.size(); i++) {
            String at = coordinate(y.at(ticks.get(i)));
            html.empty("line", "class", "grid", "x1", "" + LEFT, "x2", "" + RIGHT, "y1", at, "y2", at);
            html.element(
                    "text",
                    labels.get(i) + "%",
                    "class",
                    "axis",
                    "x",
                    "" + (LEFT - 4),
                    "y",
                    at,
                    "dy",
                    ".35em",
                    "text-anchor",
                    "end");
        }
    }

    /** Steps from bin to bin, from the base line and back to it. */
    private String outline(double[] shares) {
        StringBuilder path = new StringBuilder("M").append(LEFT).append(' ').append(BOTTOM);
        double width = (double) (RIGHT - LEFT) / shares.length;
        for (int bin = 0; bin < shares.length; bin++) {
            path.append('V').append(coordinate(y.clampedAt(shares[bin])));
            path.append('H').append(coordinate(LEFT + (bin + 1) * width));
        }
        return path.append('V').append(BOTTOM).toString();
    }

    private void tower(Html html) {
        if (tower < 0) {
            return;
        }
        double width = (double) (RIGHT - LEFT) / histogram.real().length;
        double right = LEFT + (tower + 1) * width + 4;
        boolean roomOnTheRight = right < RIGHT - NOTE;
        boolean roomOnTheLeft = tower * width > NOTE;
        double at = roomOnTheRight ? right : roomOnTheLeft ? LEFT + tower * width - 4 : RIGHT - 2;
        html.element(
                "text",
                "\u2191 cut off: " + Numbers.percent(histogram.real()[tower]) + " / "
                        + Numbers.percent(histogram.synthetic()[tower]),
                "class",
                "note",
                "x",
                coordinate(at),
                "y",
                "" + (TOP + 9),
                "text-anchor",
                roomOnTheRight ? "start" : "end");
    }

    private void labels(Html html) {
        html.empty("line", "class", "base", "x1", "" + LEFT, "x2", "" + RIGHT, "y1", "" + BOTTOM, "y2", "" + BOTTOM);
        boolean whole = histogram.type() instanceof ValueType.Whole;
        List<Double> ticks = time()
                ? List.of(x.low(), (x.low() + x.high()) / 2, x.high())
                : x.ticks(6).stream()
                        .filter(tick -> !whole || tick == Math.rint(tick))
                        .toList();
        List<String> texts = time() ? ticks.stream().map(this::label).toList() : Numbers.axis(ticks);
        for (int i = 0; i < ticks.size(); i++) {
            double at = x.at(ticks.get(i));
            html.empty(
                    "line",
                    "class",
                    "base",
                    "x1",
                    coordinate(at),
                    "x2",
                    coordinate(at),
                    "y1",
                    "" + BOTTOM,
                    "y2",
                    "" + (BOTTOM + 4));
            html.element(
                    "text",
                    texts.get(i),
                    "class",
                    "axis",
                    "x",
                    coordinate(at),
                    "y",
                    "" + (BOTTOM + 15),
                    "text-anchor",
                    at > RIGHT - 14 ? "end" : at < LEFT + 4 && time() ? "start" : "middle");
        }
    }

    private boolean time() {
        return histogram.type() instanceof ValueType.Date || histogram.type() instanceof ValueType.Timestamp;
    }

    private String label(double value) {
        if (!time()) {
            return Numbers.axis(value);
        }
        boolean date = histogram.type() instanceof ValueType.Date;
        double days = (histogram.high() - histogram.low()) / (date ? 1 : MICROSECONDS_A_DAY);
        String text = Values.text(histogram.type(), value);
        if (days > LONG_TIME) {
            return text.substring(0, text.lastIndexOf('-', date ? text.length() : text.indexOf('T')));
        }
        return date || days > 3 ? text.replaceFirst("T.*", "") : text.replaceFirst("(T\\d\\d:\\d\\d).*", "$1");
    }
}

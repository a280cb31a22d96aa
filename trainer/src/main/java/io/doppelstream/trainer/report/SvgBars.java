package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.report.Numbers.coordinate;

import java.util.ArrayList;
import java.util.List;

/** A pair of bars a category, the real one above the synthetic one, their shares beside them. */
final class SvgBars {

    private static final int WIDTH = 360;
    private static final int LEFT = 128;
    private static final int RIGHT = 262;
    private static final int STEP = 18;
    private static final int CHARACTERS = 20;

    private SvgBars() {}

    static void write(Html html, Distribution.Categories categories, String title) {
        List<Distribution.Category> bars = new ArrayList<>(categories.categories());
        if (categories.others() > 0) {
            bars.add(new Distribution.Category(
                    Numbers.count(categories.others()) + " others",
                    categories.realOthers(),
                    categories.syntheticOthers()));
        }
        double highest = bars.stream()
                .mapToDouble(bar -> Math.max(bar.real(), bar.synthetic()))
                .max()
                .orElse(1);
        Axis x = new Axis(0, Math.max(highest, 1e-9), LEFT, RIGHT);
        int height = bars.size() * STEP + 4;
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "class", "bars");
        html.element("title", title);
        html.element("desc", "Shares of the categories; the upper bar is real, the lower one synthetic.");
        for (int i = 0; i < bars.size(); i++) {
            bar(html, x, bars.get(i), 2 + i * STEP);
        }
        html.empty("line", "class", "base", "x1", "" + LEFT, "x2", "" + LEFT, "y1", "0", "y2", "" + height);
        html.close("svg");
    }

    private static void bar(Html html, Axis x, Distribution.Category bar, int top) {
        String middle = coordinate(top + 7.5);
        html.open("text", "class", "axis", "x", "" + (LEFT - 5), "y", middle, "dy", ".35em", "text-anchor", "end");
        if (bar.name().codePointCount(0, bar.name().length()) > CHARACTERS) {
            html.element("title", bar.name());
        }
        html.text(bar.name().isBlank() ? "(blank)" : Numbers.cut(bar.name(), CHARACTERS))
                .close("text");
        rectangle(html, x, bar.real(), top, "real");
        rectangle(html, x, bar.synthetic(), top + 8, "synthetic");
        html.element(
                "text",
                Numbers.percent(bar.real()) + " | " + Numbers.percent(bar.synthetic()),
                "class",
                "axis",
                "x",
                "" + WIDTH,
                "y",
                middle,
                "dy",
                ".35em",
                "text-anchor",
                "end");
    }

    private static void rectangle(Html html, Axis x, double share, int top, String style) {
        html.empty(
                "rect",
                "class",
                style,
                "x",
                "" + LEFT,
                "y",
                "" + top,
                "width",
                coordinate(x.at(share) - LEFT),
                "height",
                "7");
    }
}

package io.doppelstream.trainer.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** How numbers are written, the same everywhere on the page. */
final class Numbers {

    /** Between a number and its unit: narrow, and no line breaks there. */
    private static final String GAP = "\u202f";

    private static final String UNDEFINED = "not defined";

    private Numbers() {}

    /** Scores, AUCs and distances, mostly in [0, 1]: three decimals. */
    static String score(double value) {
        return Double.isFinite(value) ? format("%.3f", value + 0.0) : UNDEFINED;
    }

    /** A difference of scores, with its sign. */
    static String difference(double value) {
        return Double.isFinite(value) ? format("%+.3f", value).replace('-', '\u2212') : UNDEFINED;
    }

    /** A share in [0, 1] as a percentage with one decimal. */
    static String percent(double share) {
        return percent(share, 1);
    }

    /** A share of which hundredths of a percent matter. */
    static String finePercent(double share) {
        return percent(share, 2);
    }

    /** What is more than nothing is not shown as nothing. */
    private static String percent(double share, int decimals) {
        if (!Double.isFinite(share)) {
            return UNDEFINED;
        }
        double least = Math.pow(10, -decimals);
        boolean tiny = share > 0 && 100 * share < least / 2;
        return (tiny ? "<" : "") + format("%." + decimals + "f", tiny ? least : 100 * share + 0.0) + GAP + "%";
    }

    static String count(long count) {
        return format("%,d", count);
    }

    static String seconds(double seconds) {
        return format("%,.1f", seconds) + GAP + "s";
    }

    /** Four significant digits, for values in the data's own units. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e15 || size < 1e-4)) {
            return format("%.3g", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return format("%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** Labels of an axis: one unit and equally many decimals for all ticks, no more than round values need. */
    static List<String> axis(List<Double> ticks) {
        double largest = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
        if (largest >= 1e13 || (largest != 0 && largest < 1e-3)) {
            return ticks.stream()
                    .map(tick -> format("%.1e", tick).replace('-', '\u2212'))
                    .toList();
        }
        double unit = largest >= 1e9 ? 1e9 : largest >= 1e6 ? 1e6 : largest >= 1e4 ? 1e3 : 1;
        String name = unit == 1e9 ? "G" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
        int decimals =
                ticks.stream().mapToInt(tick -> decimals(tick / unit)).max().orElse(0);
        return ticks.stream()
                .map(tick -> format("%." + decimals + "f", tick / unit + 0.0).replace('-', '\u2212')
                        + (tick == 0 ? "" : name))
                .toList();
    }

    private static int decimals(double value) {
        return Math.max(
                0,
                new BigDecimal(value)
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .scale());
    }

    static String axis(double value) {
        return axis(List.of(value)).get(0);
    }

    /** A coordinate in a drawing: a tenth of a unit is enough. */
    static String coordinate(double value) {
        String text = format("%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A text cut to so many characters, an ellipsis at its end. */
    static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "\u2026";
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}

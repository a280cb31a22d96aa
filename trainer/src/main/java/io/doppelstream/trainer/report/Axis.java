package io.doppelstream.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values on a line of a drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above it
 * @param from coordinate
 * @param to coordinate
 */
record Axis(double low, double high, double from, double to) {

    Axis {
        if (!(high > low)) {
            throw new IllegalArgumentException("Expected an axis from a lower to a higher value, found " + low + " to "
                    + high + ": widen a range of one value first");
        }
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** The coordinate, kept within the drawing. */
    double clampedAt(double value) {
        return at(Math.max(low, Math.min(high, value)));
    }

    /** Round values within the axis, at most so many and one. */
    List<Double> ticks(int about) {
        double raw = (high - low) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power <= 1 ? power : raw / power <= 2 ? 2 * power : raw / power <= 5 ? 5 * power : 10 * power;
        List<Double> ticks = new ArrayList<>();
        for (double n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9 && ticks.size() <= about; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }
}

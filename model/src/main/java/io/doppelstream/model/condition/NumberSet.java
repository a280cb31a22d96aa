package io.doppelstream.model.condition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of numbers, as disjoint closed intervals in ascending order, and null or not.
 *
 * @param intervals may touch nothing; both ends belong to an interval
 * @param nulls whether null is in the set
 */
record NumberSet(List<Interval> intervals, boolean nulls) {

    /** All numbers from low to high, ends included. */
    record Interval(double low, double high) {
        boolean contains(double value) {
            return value >= low && value <= high;
        }
    }

    static final NumberSet ALL =
            new NumberSet(List.of(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)), true);

    NumberSet {
        intervals = List.copyOf(intervals);
    }

    static NumberSet between(double low, double high) {
        return new NumberSet(low <= high ? List.of(new Interval(low, high)) : List.of(), false);
    }

    static NumberSet nullsOnly() {
        return new NumberSet(List.of(), true);
    }

    static NumberSet of(List<Double> points) {
        List<Interval> intervals = points.stream()
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(x -> new Interval(x, x))
                .toList();
        return new NumberSet(intervals, false);
    }

    boolean isEmpty() {
        return intervals.isEmpty() && !nulls;
    }

    boolean contains(double value) {
        return Double.isNaN(value) ? nulls : intervals.stream().anyMatch(interval -> interval.contains(value));
    }

    NumberSet intersect(NumberSet other) {
        List<Interval> result = new ArrayList<>();
        for (Interval a : intervals) {
            for (Interval b : other.intervals) {
                double low = Math.max(a.low(), b.low());
                double high = Math.min(a.high(), b.high());
                if (low <= high) {
                    result.add(new Interval(low, high));
                }
            }
        }
        result.sort(Comparator.comparingDouble(Interval::low));
        return new NumberSet(result, nulls && other.nulls);
    }

    /** All numbers that are not in this set; nulls as told. */
    NumberSet complement(boolean withNulls) {
        List<Interval> gaps = new ArrayList<>();
        double from = Double.NEGATIVE_INFINITY;
        for (Interval interval : intervals) {
            double until = Math.nextDown(interval.low());
            if (interval.low() != Double.NEGATIVE_INFINITY && from <= until) {
                gaps.add(new Interval(from, until));
            }
            from = Math.nextUp(interval.high());
        }
        if (intervals.isEmpty() || intervals.get(intervals.size() - 1).high() != Double.POSITIVE_INFINITY) {
            gaps.add(new Interval(from, Double.POSITIVE_INFINITY));
        }
        return new NumberSet(gaps, withNulls);
    }

    /** The number of this set that is closest to a value. */
    double nearest(double value) {
        double best = Double.NaN;
        for (Interval interval : intervals) {
            double candidate = Math.max(interval.low(), Math.min(interval.high(), value));
            if (Double.isNaN(best) || Math.abs(candidate - value) < Math.abs(best - value)) {
                best = candidate;
            }
        }
        return best;
    }
}

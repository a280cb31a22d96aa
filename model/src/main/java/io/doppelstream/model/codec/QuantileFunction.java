package io.doppelstream.model.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inverse distribution function of a column, piecewise linear between knots. A value that many rows share is a flat
 * piece (two knots, one value); a gap in the values is a jump (two knots, one probability). Neighbouring rare values are merged into
 * pieces of at least {@value #RARE} rows, which blurs them; the smallest and the largest value, and a rare value that stands alone
 * between common ones, are kept as they are.
 *
 * @param probabilities knots in [0, 1], not decreasing, from 0 to 1
 * @param values value at each knot, not decreasing
 */
public record QuantileFunction(double[] probabilities, double[] values) {

    /** Fewest rows in a piece. */
    static final int RARE = 5;

    private static final int PIECES = 1000;

    /** Checks the knots. */
    public QuantileFunction {
        if (probabilities.length < 2
                || probabilities.length != values.length
                || probabilities[0] != 0
                || probabilities[probabilities.length - 1] != 1) {
            throw new IllegalArgumentException(
                    "Expected at least two knots from probability 0 to 1, found " + Arrays.toString(probabilities));
        }
        for (int i = 1; i < values.length; i++) {
            if (!(probabilities[i] >= probabilities[i - 1]) || !(values[i] >= values[i - 1])) {
                throw new IllegalArgumentException("Expected knots in ascending order, found a descent at knot " + i);
            }
        }
    }

    /**
     * Fits the function.
     *
     * @param sorted at least one value, ascending, finite
     * @param grid the lattice of the values: rare neighbours are spread over their cells
     */
    public static QuantileFunction fit(double[] sorted, Grid grid) {
        List<double[]> knots = new ArrayList<>();
        int rows = sorted.length;
        int at = 0;
        while (at < rows) {
            int end = endOfTies(sorted, at);
            int target = pieceSize(at, rows);
            if (end - at >= target) {
                piece(knots, at, end, rows, sorted[at], sorted[at]);
                at = end;
                continue;
            }
            int from = at;
            // A piece of rare values ends before a common one, so that the common one keeps its exact share.
            while (end < rows && end - from < target && endOfTies(sorted, end) - end < target) {
                end = endOfTies(sorted, end);
            }
            double half = grid.half() * (1 - 1e-9);
            double low = sorted[from];
            double high = sorted[end - 1];
            if (low == high || grid.step() > 0) {
                piece(knots, from, end, rows, low - (low == high ? 0 : half), high + (low == high ? 0 : half));
            } else {
                // No lattice: the piece reaches to where the next one begins, so that no gap opens between neighbours.
                double next = end < rows && endOfTies(sorted, end) - end < target ? sorted[end] : high;
                piece(knots, from, end, rows, low, next);
            }
            at = end;
        }
        return new QuantileFunction(
                knots.stream().mapToDouble(knot -> knot[0]).toArray(),
                knots.stream().mapToDouble(knot -> knot[1]).toArray());
    }

    private static int endOfTies(double[] sorted, int from) {
        int end = from + 1;
        while (end < sorted.length && sorted[end] == sorted[from]) {
            end++;
        }
        return end;
    }

    /** Pieces are finer towards both tails, where the distribution bends most. */
    private static int pieceSize(int at, int rows) {
        int fromTail = Math.min(at, rows - at) / 8;
        return Math.max(RARE, Math.min(rows / PIECES, fromTail));
    }

    private static void piece(List<double[]> knots, int from, int end, int rows, double low, double high) {
        double start = (double) from / rows;
        if (!knots.isEmpty() && knots.get(knots.size() - 1)[1] > low) {
            low = knots.get(knots.size() - 1)[1];
        }
        if (knots.isEmpty() || knots.get(knots.size() - 1)[1] != low) {
            knots.add(new double[] {start, low});
        }
        knots.add(new double[] {(double) end / rows, Math.max(low, high)});
    }

    /** Value at a probability in [0, 1]. */
    public double quantile(double probability) {
        int piece = Math.min(upperBound(probabilities, probability) - 1, probabilities.length - 2);
        piece = Math.max(0, piece);
        double width = probabilities[piece + 1] - probabilities[piece];
        double share = width > 0 ? Math.min(1, Math.max(0, (probability - probabilities[piece]) / width)) : 0;
        return Math.min(values[piece + 1], values[piece] + share * (values[piece + 1] - values[piece]));
    }

    /**
     * The same values at other probabilities.
     *
     * @param knots {@code {probabilities, stretched}}, both strictly ascending from 0 to 1: what is at the first is moved to
     *     the second, linearly in between
     */
    public QuantileFunction stretched(double[][] knots) {
        List<double[]> moved = new ArrayList<>();
        int next = 1;
        for (int i = 0; i < probabilities.length; i++) {
            // Where the stretch bends within a piece, the piece needs a knot.
            while (knots[0][next] < probabilities[i]) {
                moved.add(new double[] {knots[1][next], quantile(knots[0][next])});
                next++;
            }
            double width = knots[0][next] - knots[0][next - 1];
            double share = (probabilities[i] - knots[0][next - 1]) / width;
            moved.add(new double[] {knots[1][next - 1] + share * (knots[1][next] - knots[1][next - 1]), values[i]});
        }
        return new QuantileFunction(
                moved.stream().mapToDouble(knot -> knot[0]).toArray(),
                moved.stream().mapToDouble(knot -> knot[1]).toArray());
    }

    /** Probability of a value below x. */
    public double below(double x) {
        int knot = lowerBound(values, x);
        if (knot == 0) {
            return 0;
        }
        return knot == values.length ? 1 : inPiece(knot - 1, x);
    }

    /** Probability of a value of at most x. */
    public double upTo(double x) {
        int knot = upperBound(values, x);
        if (knot == 0) {
            return 0;
        }
        return knot == values.length ? 1 : inPiece(knot - 1, x);
    }

    private double inPiece(int piece, double x) {
        double width = values[piece + 1] - values[piece];
        double share = width > 0 ? (x - values[piece]) / width : 1;
        return probabilities[piece] + share * (probabilities[piece + 1] - probabilities[piece]);
    }

    /** The smallest value. */
    public double min() {
        return values[0];
    }

    /** The largest value. */
    public double max() {
        return values[values.length - 1];
    }

    private static int lowerBound(double[] sorted, double x) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int upperBound(double[] sorted, double x) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

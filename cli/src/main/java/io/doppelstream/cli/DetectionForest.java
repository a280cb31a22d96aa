package io.doppelstream.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Isolation Forest (Liu, Ting and Zhou, "Isolation Forest", ICDM 2008): trees that split a random column at a random place
 * between its smallest and largest value, each grown on a sample of the rows. What stands alone is soon cut off.
 *
 * <pre>
 * s(x) = 2 ^ (- E h(x) / c(n)),  c(n) = 2 H(n - 1) - 2 (n - 1) / n
 * </pre>
 *
 * <p>with h the depth at which x ends, plus c of the rows left there, n the size of the samples and H the harmonic number. As in
 * scikit-learn, columns that do not vary in a node are not drawn.
 */
final class DetectionForest {

    /** The paper's number of trees. */
    static final int TREES = 100;
    /** The paper's size of the samples. */
    static final int SAMPLE = 256;

    private sealed interface Node {}

    private record Leaf(int rows) implements Node {}

    private record Split(int column, double at, Node below, Node above) implements Node {}

    private final List<Node> trees;
    private final int sample;

    private DetectionForest(List<Node> trees, int sample) {
        this.trees = trees;
        this.sample = sample;
    }

    /** Grows the trees. */
    static DetectionForest fit(double[][] rows, long seed) {
        int sample = Math.min(SAMPLE, rows.length);
        int depth = (int) Math.ceil(Math.log(Math.max(2, sample)) / Math.log(2));
        List<Node> trees = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + tree);
            trees.add(grow(drawn(rows, sample, random), depth, random));
        }
        return new DetectionForest(trees, sample);
    }

    /** Without replacement. */
    private static double[][] drawn(double[][] rows, int count, SplittableRandom random) {
        int[] order = IntStream.range(0, rows.length).toArray();
        double[][] result = new double[count][];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, rows.length);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
            result[i] = rows[order[i]];
        }
        return result;
    }

    private static Node grow(double[][] rows, int depth, SplittableRandom random) {
        int[] varying = rows.length < 2 || depth == 0 ? new int[0] : varying(rows);
        if (varying.length == 0) {
            return new Leaf(rows.length);
        }
        int column = varying[random.nextInt(varying.length)];
        double low = Arrays.stream(rows).mapToDouble(row -> row[column]).min().orElseThrow();
        double high = Arrays.stream(rows).mapToDouble(row -> row[column]).max().orElseThrow();
        double at = low + random.nextDouble() * (high - low);
        double[][] below = Arrays.stream(rows).filter(row -> row[column] <= at).toArray(double[][]::new);
        double[][] above = Arrays.stream(rows).filter(row -> row[column] > at).toArray(double[][]::new);
        return new Split(column, at, grow(below, depth - 1, random), grow(above, depth - 1, random));
    }

    private static int[] varying(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .filter(column -> Arrays.stream(rows).anyMatch(row -> row[column] != rows[0][column]))
                .toArray();
    }

    /** Scores rows, in (0, 1], higher is more anomalous. */
    double[] score(double[][] rows) {
        return Arrays.stream(rows)
                .parallel()
                .mapToDouble(row -> Math.pow(
                        2,
                        -trees.stream()
                                        .mapToDouble(tree -> depth(tree, row))
                                        .average()
                                        .orElse(0)
                                / expected(sample)))
                .toArray();
    }

    private static double depth(Node tree, double[] row) {
        int depth = 0;
        Node node = tree;
        while (node instanceof Split split) {
            node = row[split.column()] <= split.at() ? split.below() : split.above();
            depth++;
        }
        return depth + expected(((Leaf) node).rows());
    }

    /** c: mean depth of a search tree of so many rows. */
    private static double expected(int rows) {
        if (rows < 2) {
            return 0;
        }
        return rows == 2 ? 1 : 2 * (Math.log(rows - 1.0) + 0.5772156649015329) - 2 * (rows - 1.0) / rows;
    }
}

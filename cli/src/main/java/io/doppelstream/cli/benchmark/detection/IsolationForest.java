package io.doppelstream.cli.benchmark.detection;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Isolation Forest (Liu, Ting and Zhou, ICDM 2008), with the paper's 100 trees of 256 rows. A row that few random splits part from the
 * others is anomalous: its score is {@code 2^(-mean depth / c(256))}, 0 to 1. As scikit-learn's, a split takes a feature that
 * is not constant in its node.
 */
final class IsolationForest implements Detector {

    private static final int TREES = 100;
    private static final int SAMPLE = 256;
    private static final double EULER = 0.5772156649015329;

    private final long seed;
    private Node[] trees = {};
    private double typicalDepth;

    /** @param seed the same seed and rows give the same scores */
    IsolationForest(long seed) {
        this.seed = seed;
    }

    private sealed interface Node {
        record Split(int feature, double at, Node low, Node high) implements Node {}

        /** @param depth mean depth of a row that ends here, counted from the leaf */
        record Leaf(double depth) implements Node {}
    }

    @Override
    public void fit(double[][] rows) {
        int size = Math.min(SAMPLE, rows.length);
        if (size < 2) {
            throw new IllegalArgumentException("Expected at least 2 rows to fit a forest to, found " + rows.length);
        }
        int most = (int) Math.ceil(Math.log(size) / Math.log(2));
        typicalDepth = depth(size);
        SplittableRandom random = new SplittableRandom(seed);
        trees = new Node[TREES];
        for (int tree = 0; tree < TREES; tree++) {
            trees[tree] = grow(sample(rows, size, random), most, random);
        }
    }

    /** Rows drawn without repeats (Fisher-Yates, its first steps). */
    private static double[][] sample(double[][] rows, int size, SplittableRandom random) {
        double[][] shuffled = rows.clone();
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, shuffled.length);
            double[] row = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = row;
        }
        return Arrays.copyOf(shuffled, size);
    }

    private static Node grow(double[][] rows, int most, SplittableRandom random) {
        int[] features = most == 0 || rows.length < 2 ? new int[0] : varying(rows);
        if (features.length == 0) {
            return new Node.Leaf(depth(rows.length));
        }
        int feature = features[random.nextInt(features.length)];
        double least =
                Arrays.stream(rows).mapToDouble(row -> row[feature]).min().orElseThrow();
        double largest =
                Arrays.stream(rows).mapToDouble(row -> row[feature]).max().orElseThrow();
        // At the largest value nothing would be above.
        double at = Math.min(least + random.nextDouble() * (largest - least), Math.nextDown(largest));
        double[][] low = Arrays.stream(rows).filter(row -> row[feature] <= at).toArray(double[][]::new);
        double[][] high = Arrays.stream(rows).filter(row -> row[feature] > at).toArray(double[][]::new);
        return new Node.Split(feature, at, grow(low, most - 1, random), grow(high, most - 1, random));
    }

    private static int[] varying(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .filter(feature -> Arrays.stream(rows).anyMatch(row -> row[feature] != rows[0][feature]))
                .toArray();
    }

    /** Mean depth of an unsuccessful search in a binary tree of so many rows: c(n) of the paper. */
    private static double depth(int rows) {
        if (rows < 2) {
            return 0;
        }
        return rows == 2 ? 1 : 2 * (Math.log(rows - 1.0) + EULER) - 2.0 * (rows - 1) / rows;
    }

    @Override
    public double[] score(double[][] rows) {
        return Arrays.stream(rows).parallel().mapToDouble(this::score).toArray();
    }

    private double score(double[] row) {
        double sum = 0;
        for (Node tree : trees) {
            int depth = 0;
            Node node = tree;
            while (node instanceof Node.Split split) {
                node = row[split.feature()] <= split.at() ? split.low() : split.high();
                depth++;
            }
            sum += depth + ((Node.Leaf) node).depth();
        }
        return Math.pow(2, -sum / TREES / typicalDepth);
    }
}

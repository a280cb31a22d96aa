package io.doppelstream.cli.benchmark.detection;

import java.util.Arrays;

/**
 * Distance to the k-th nearest training row, Euclidean, columns in deviations of the training rows (Ramaswamy et al., "Efficient
 * Algorithms for Mining Outliers from Large Data Sets", SIGMOD 2000).
 *
 * @param reference standardized training rows
 * @param k number of the neighbour
 */
record DetectionNeighbours(double[][] reference, int k) {

    /** Scores standardized rows, higher is more anomalous. */
    double[] score(double[][] rows) {
        return Arrays.stream(rows).parallel().mapToDouble(this::distance).toArray();
    }

    private double distance(double[] row) {
        double[] nearest = new double[Math.min(k, reference.length)];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int last = nearest.length - 1;
        for (double[] other : reference) {
            double squared = 0;
            for (int column = 0; column < row.length && squared < nearest[last]; column++) {
                double difference = row[column] - other[column];
                squared += difference * difference;
            }
            if (squared < nearest[last]) {
                int place = last;
                while (place > 0 && nearest[place - 1] > squared) {
                    nearest[place] = nearest[place - 1];
                    place--;
                }
                nearest[place] = squared;
            }
        }
        return Math.sqrt(nearest[last]);
    }
}

package io.doppelstream.cli.benchmark.detection;

/** Finds anomalies without labels. */
interface Detector {

    /**
     * Learns what is normal.
     *
     * @param rows {@code [row][feature]}, finite
     */
    void fit(double[][] rows);

    /** A score for each row; higher is more anomalous. */
    double[] score(double[][] rows);
}

package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.trainer.evaluate.score.RocAuc;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a detector found among anomalies that are known.
 *
 * @param detector name
 * @param seed of the rows and of the detector
 * @param kinds figures by kind of anomaly; {@value #ALL}: of all of them
 */
record DetectorTrial(String detector, long seed, Map<String, Found> kinds) {

    static final String ALL = "all";

    /**
     * Figures of one kind.
     *
     * @param anomalies rows of the kind
     * @param recall share of them among the alerts, which are as many rows, of the highest scores, as there are anomalies of all kinds
     * @param rocAuc of the kind against normal rows
     */
    record Found(int anomalies, double recall, double rocAuc) {}

    /**
     * Figures by kind.
     *
     * @param scores of the rows; higher is more anomalous
     * @param labels of the rows, null for normal ones
     */
    static DetectorTrial of(String detector, long seed, double[] scores, String[] labels) {
        String[] kinds = Arrays.stream(labels)
                .map(label -> label == null ? null : label.split(":", 2)[0])
                .toArray(String[]::new);
        boolean[] alerts = alerts(
                scores, (int) Arrays.stream(kinds).filter(Objects::nonNull).count());
        Map<String, Found> found = new LinkedHashMap<>();
        for (String kind :
                new TreeSet<>(Arrays.stream(kinds).filter(Objects::nonNull).toList())) {
            int[] rows = IntStream.range(0, kinds.length)
                    .filter(row -> kinds[row] == null || kinds[row].equals(kind))
                    .toArray();
            found.put(kind, found(rows, scores, kinds, alerts));
        }
        found.put(ALL, found(IntStream.range(0, kinds.length).toArray(), scores, kinds, alerts));
        return new DetectorTrial(detector, seed, found);
    }

    private static Found found(int[] rows, double[] scores, String[] kinds, boolean[] alerts) {
        boolean[] positive = new boolean[rows.length];
        double[] own = new double[rows.length];
        int anomalies = 0;
        int hits = 0;
        for (int i = 0; i < rows.length; i++) {
            positive[i] = kinds[rows[i]] != null;
            own[i] = scores[rows[i]];
            anomalies += positive[i] ? 1 : 0;
            hits += positive[i] && alerts[rows[i]] ? 1 : 0;
        }
        return new Found(anomalies, (double) hits / anomalies, RocAuc.of(own, positive));
    }

    /** The rows of the highest scores, of equal ones the first. */
    private static boolean[] alerts(double[] scores, int wanted) {
        boolean[] alerts = new boolean[scores.length];
        IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(wanted)
                .forEach(row -> alerts[row] = true);
        return alerts;
    }
}

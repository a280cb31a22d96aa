package io.doppelstream.cli.retrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A new version against the champion, by the fidelity of several samples of each to the same real records. The new one is
 * better if the mean difference of their qualities exceeds the margin by more than chance: one-sided, 95 %, by Student's t
 * over the samples. The noise of the real records is that of both, so it is left out; what remains of it, and of one training
 * against the next, is what the margin is for.
 *
 * @param champion figures of each sample of the champion, by name
 * @param challenger figures of each sample of the new version, as many
 * @param realRows real records that both were compared with
 */
record Contest(List<Map<String, Double>> champion, List<Map<String, Double>> challenger, int realRows) {

    /** Samples of each model. */
    static final int SAMPLES = 5;

    private static final String QUALITY = "quality";
    /** One-sided 95 % quantile of Student's t by degrees of freedom, from 1. */
    private static final double[] QUANTILES = {6.314, 2.920, 2.353, 2.132};

    Contest {
        champion = List.copyOf(champion);
        challenger = List.copyOf(challenger);
        if (champion.size() != challenger.size() || champion.size() < 2 || champion.size() > QUANTILES.length + 1) {
            throw new IllegalArgumentException("Expected 2 to " + (QUANTILES.length + 1)
                    + " samples of each model, found " + champion.size() + " and " + challenger.size());
        }
        if (!all(champion, challenger).stream().allMatch(figures -> figures.containsKey(QUALITY))) {
            throw new IllegalArgumentException(
                    "Expected columns by which records can be compared, found none among those set aside");
        }
    }

    private static List<Map<String, Double>> all(List<Map<String, Double>> first, List<Map<String, Double>> second) {
        List<Map<String, Double>> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Whether the new version is better by more than a margin of quality, in [0, 1). */
    boolean better(double margin) {
        return difference() - uncertainty() > margin;
    }

    /** By how much the new version's mean quality exceeds the champion's. */
    double difference() {
        return differences().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** How much of that may be chance of sampling: half the width of its one-sided 95 % interval. */
    double uncertainty() {
        List<Double> differences = differences();
        double mean = difference();
        double squares = differences.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        int freedom = differences.size() - 1;
        return QUANTILES[freedom - 1] * Math.sqrt(squares / freedom / differences.size());
    }

    private List<Double> differences() {
        List<Double> differences = new ArrayList<>();
        for (int sample = 0; sample < champion.size(); sample++) {
            differences.add(
                    challenger.get(sample).get(QUALITY) - champion.get(sample).get(QUALITY));
        }
        return differences;
    }

    Map<String, Double> championFigures() {
        return means(champion);
    }

    Map<String, Double> challengerFigures() {
        return means(challenger);
    }

    /** Figures that every sample has. */
    private static Map<String, Double> means(List<Map<String, Double>> samples) {
        Map<String, Double> means = new TreeMap<>();
        for (String name : samples.get(0).keySet()) {
            if (samples.stream().allMatch(figures -> figures.containsKey(name))) {
                means.put(
                        name,
                        samples.stream()
                                .mapToDouble(figures -> figures.get(name))
                                .average()
                                .orElseThrow());
            }
        }
        return means;
    }

    /** What was compared and found, in one sentence. */
    String summary(double margin) {
        return String.format(
                Locale.ROOT,
                "quality %.4f against the champion's %.4f on the same %,d records set aside: %+.4f, of which %.4f may be"
                        + " chance; asked for is more than %.4f",
                challengerFigures().get(QUALITY),
                championFigures().get(QUALITY),
                realRows,
                difference(),
                uncertainty(),
                margin);
    }
}

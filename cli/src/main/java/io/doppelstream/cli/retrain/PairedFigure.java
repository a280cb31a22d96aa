package io.doppelstream.cli.retrain;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One figure of the champion and of a new version, on several samples that were the same for both. One is better if the mean
 * difference exceeds the margin by more than chance: one-sided, 95 %, by Student's t over the samples.
 *
 * @param name of the figure; larger is better
 * @param margin at least 0
 * @param champion the champion's figures, one a sample
 * @param challenger the new version's, as many
 */
record PairedFigure(String name, double margin, List<Double> champion, List<Double> challenger) {

    /** One-sided 95 % quantile of Student's t by degrees of freedom, from 1. */
    private static final double[] QUANTILES = {6.314, 2.920, 2.353, 2.132};

    PairedFigure {
        champion = List.copyOf(champion);
        challenger = List.copyOf(challenger);
        if (champion.size() != challenger.size() || champion.size() < 2 || champion.size() > QUANTILES.length + 1) {
            throw new IllegalArgumentException("Expected 2 to " + (QUANTILES.length + 1)
                    + " samples of each model, found " + champion.size() + " and " + challenger.size());
        }
    }

    /** Whether the new version is better. */
    boolean better() {
        return difference() - uncertainty() > margin;
    }

    /** Whether the champion is. */
    boolean worse() {
        return -difference() - uncertainty() > margin;
    }

    /** By how much the new version's mean exceeds the champion's. */
    double difference() {
        return mean(challenger) - mean(champion);
    }

    /** How much of that may be chance of sampling: half the width of its one-sided 95 % interval. */
    double uncertainty() {
        double mean = difference();
        double squares = IntStream.range(0, champion.size())
                .mapToDouble(sample -> challenger.get(sample) - champion.get(sample) - mean)
                .map(each -> each * each)
                .sum();
        int freedom = champion.size() - 1;
        return QUANTILES[freedom - 1] * Math.sqrt(squares / freedom / champion.size());
    }

    private static double mean(List<Double> figures) {
        return figures.stream().mapToDouble(figure -> figure).average().orElseThrow();
    }

    /** What was found, and what was asked for. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s %.4f against the champion's %.4f (%+.4f, of which %.4f may be chance; asked for is more than %.4f)",
                name,
                mean(challenger),
                mean(champion),
                difference(),
                uncertainty(),
                margin);
    }
}

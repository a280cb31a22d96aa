package io.doppelstream.cli.retrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A new version against the champion, by the fidelity of several samples of each to the same real records and, where both
 * detect anomalies, by what they find of those injected into these records. The new one is better if it is so in one of
 * the two and worse in neither: see {@link PairedFigure}. The noise of the real records is that of both, so it is left out; what remains of it, and of one
 * training against the next, is what the margins are for.
 *
 * @param champion figures of each sample of the champion, by name
 * @param challenger figures of each sample of the new version, as many
 * @param realRows real records that both were compared with
 */
record Contest(List<Map<String, Double>> champion, List<Map<String, Double>> challenger, int realRows) {

    /** Samples of each model. */
    static final int SAMPLES = 5;

    /** Fidelity: mean of column shapes and pair trends. */
    static final String QUALITY = "quality";
    /** ROC AUC of the default score, anomalies of all kinds against normal records. */
    static final String DETECTION = "detection";

    Contest {
        champion = List.copyOf(champion);
        challenger = List.copyOf(challenger);
        if (!has(QUALITY, champion, challenger)) {
            throw new IllegalArgumentException(
                    "Expected columns by which records can be compared, found none among those set aside");
        }
    }

    private static boolean has(String figure, List<Map<String, Double>> one, List<Map<String, Double>> other) {
        return Stream.concat(one.stream(), other.stream()).allMatch(figures -> figures.containsKey(figure));
    }

    /** Whether the new version is better. */
    boolean better(Margins margins) {
        List<PairedFigure> figures = figures(margins);
        return figures.stream().anyMatch(PairedFigure::better)
                && figures.stream().noneMatch(PairedFigure::worse);
    }

    /** What decides: quality, and detection where both detect. */
    List<PairedFigure> figures(Margins margins) {
        List<PairedFigure> figures = new ArrayList<>();
        figures.add(figure(QUALITY, margins.quality()));
        if (has(DETECTION, champion, challenger)) {
            figures.add(figure(DETECTION, margins.detection()));
        }
        return figures;
    }

    private PairedFigure figure(String name, double margin) {
        return new PairedFigure(name, margin, values(name, champion), values(name, challenger));
    }

    private static List<Double> values(String name, List<Map<String, Double>> samples) {
        return samples.stream().map(figures -> figures.get(name)).toList();
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
    String summary(Margins margins) {
        return figures(margins).stream().map(PairedFigure::summary).collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, " on the same %,d records set aside", realRows);
    }
}

package io.doppelstream.trainer.detect;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Calibrates the scores of a detector on rows held out from its fit and chooses the default. With labelled rows it is the score of the largest ROC
 * AUC on them. Without, it is {@link TrainedDetector#COMBINED}, and the figures are those against {@link Perturbations} of the held-out rows, for people to look at:
 * what tells those apart best need not be what finds anomalies best.
 */
public final class ScoringChoice {

    private ScoringChoice() {}

    /**
     * Chooses.
     *
     * @param heldOut rows that were not trained on, at least one
     * @param labelled rows of the same schema; left out of account where they are too few
     */
    public static Scoring of(DetectorScorer scorer, Table heldOut, Optional<LabelledRows> labelled, long seed) {
        double[][] raw = scorer.score(heldOut);
        Scoring calibrated =
                Scoring.of(TrainedDetector.MEMBERS, raw, TrainedDetector.COMBINED, Scoring.Criterion.GIVEN, Map.of());
        Optional<LabelledRows> known = labelled.filter(LabelledRows::enough);
        if (known.isPresent()) {
            Map<String, Double> figures = figures(
                    calibrated,
                    scorer.score(known.get().normal()),
                    scorer.score(known.get().anomalies()));
            return with(calibrated, best(figures), Scoring.Criterion.LABELLED, figures);
        }
        Map<String, Double> figures =
                figures(calibrated, raw, scorer.score(Perturbations.of(scorer.features(), heldOut, seed)));
        return with(calibrated, TrainedDetector.COMBINED, Scoring.Criterion.PERTURBED, figures);
    }

    private static Scoring with(
            Scoring scoring, String score, Scoring.Criterion criterion, Map<String, Double> figures) {
        return new Scoring(scoring.members(), score, scoring.rankMean(), criterion, figures);
    }

    /** ROC AUC of each score, by name. */
    private static Map<String, Double> figures(Scoring scoring, double[][] normal, double[][] anomalies) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Scoring.RANK_MEAN, auc(normal, anomalies, row -> Scoring.meanPercentile(scoring.members(), row)));
        List<String> names = scoring.names();
        for (int member = 0; member < names.size(); member++) {
            int index = member;
            figures.put(names.get(member), auc(normal, anomalies, row -> row[index]));
        }
        return figures;
    }

    private static double auc(double[][] normal, double[][] anomalies, ToDoubleFunction<double[]> score) {
        double[] scores = new double[normal.length + anomalies.length];
        boolean[] positive = new boolean[scores.length];
        Arrays.setAll(scores, i -> score.applyAsDouble(i < normal.length ? normal[i] : anomalies[i - normal.length]));
        Arrays.fill(positive, normal.length, scores.length, true);
        return RocAuc.of(scores, positive);
    }

    private static String best(Map<String, Double> figures) {
        String best = TrainedDetector.COMBINED;
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            best = figure.getValue() > figures.get(best) ? figure.getKey() : best;
        }
        return best;
    }
}

package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.report.Numbers.finePercent;
import static io.doppelstream.trainer.report.Numbers.score;

import io.doppelstream.trainer.evaluate.conditional.ConditionScore;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.util.List;
import java.util.Locale;

/** Judges a report, area by area. */
final class Verdicts {

    private final Report report;
    private final Thresholds limits;

    Verdicts(Report report, Thresholds limits) {
        this.report = report;
        this.limits = limits;
    }

    List<Verdict> all() {
        return List.of(fidelity(), conditional(), utility(), detection(), privacy(), validity());
    }

    private Verdict fidelity() {
        QualityReport quality = report.evaluation().quality();
        double real = report.realQuality().map(QualityReport::quality).orElse(Double.NaN);
        double worst = WorstFirst.columns(quality.shapes(), 1).stream()
                .mapToDouble(column -> column.score())
                .findFirst()
                .orElse(Double.NaN);
        TrafficLight mean = Double.isNaN(real)
                ? limits.quality().judge(quality.quality())
                : limits.qualityShortfall().judge(real - quality.quality());
        return new Verdict(
                "Fidelity",
                "columns",
                mean.and(limits.worstColumn().judge(worst)),
                List.of(
                        new Fact("Quality", score(quality.quality()) + besideReal(real)),
                        new Fact("Lowest column score", score(worst))),
                "Whether columns, and pairs of columns, are distributed as in real rows.",
                (Double.isNaN(real)
                                ? "Quality " + limits.quality()
                                : "Quality below that of real training rows by " + limits.qualityShortfall())
                        + "; lowest column score " + limits.worstColumn() + ".");
    }

    private static String besideReal(double real) {
        return Double.isNaN(real) ? "" : ", real rows " + score(real);
    }

    private Verdict conditional() {
        ConditionalFidelity measured =
                report.evaluation().conditional().orElse(new ConditionalFidelity(List.of(), List.of()));
        double worst = measured.worst().map(ConditionScore::score).orElse(Double.NaN);
        return new Verdict(
                "Conditional fidelity",
                "conditions",
                limits.conditionalMean()
                        .judge(measured.mean())
                        .and(limits.conditionalWorst().judge(worst)),
                Double.isNaN(measured.mean())
                        ? List.of()
                        : List.of(
                                new Fact("Mean of " + measured.random().size() + " conditions", score(measured.mean())),
                                new Fact("Worst condition", score(worst))),
                "Whether rows asked for by conditions look like the real rows that meet them.",
                "Mean " + limits.conditionalMean() + "; worst condition " + limits.conditionalWorst() + ".");
    }

    private Verdict utility() {
        String meaning =
                "Whether a model that learned from synthetic rows predicts real ones as well as one that learned"
                        + " from real rows.";
        String rule = "AUC below that of real rows by " + limits.aucLoss() + ", R\u00b2 by " + limits.r2Loss()
                + "; no verdict where real rows teach next to nothing (AUC below " + score(limits.learnableAuc())
                + ", R\u00b2 below " + score(limits.learnableR2()) + ").";
        TrafficLight light = TrafficLight.NONE;
        List<Fact> figures = List.of();
        if (report.evaluation().utility().orElse(null) instanceof Utility.Measured measured) {
            boolean classes = measured.task() == Utility.Task.CLASSIFICATION;
            String name = classes ? "auc" : "r2";
            double real = measured.boosted().real().getOrDefault(name, Double.NaN);
            double synthetic = measured.boosted().synthetic().getOrDefault(name, Double.NaN);
            if (real >= (classes ? limits.learnableAuc() : limits.learnableR2())) {
                light = (classes ? limits.aucLoss() : limits.r2Loss()).judge(real - synthetic);
            }
            String title = UtilitySection.scoreName(name) + " of " + measured.target();
            figures = List.of(new Fact(title, score(synthetic) + besideReal(real)));
        }
        return new Verdict("Utility", "utility", light, figures, meaning, rule);
    }

    private Verdict detection() {
        double auc = report.evaluation().detection() instanceof Detection.Measured measured
                ? measured.c2stAuc()
                : Double.NaN;
        return new Verdict(
                "Detection",
                "detection",
                limits.detectionAuc().judge(auc),
                Double.isNaN(auc) ? List.of() : List.of(new Fact("C2ST AUC", score(auc) + ", real rows 0.500")),
                "How well boosted trees tell synthetic rows from real ones; 0.500 is guessing.",
                "AUC " + limits.detectionAuc() + ".");
    }

    private Verdict privacy() {
        String meaning =
                "Alarms, not proofs: whether synthetic rows are closer to the training rows than real rows that were"
                        + " not trained on.";
        String rule =
                "Exact copies above the hold-out's by at most %s (amber: %s); DCR overfitting protection %s; median DCR as a multiple of the hold-out's %s; membership AUC %s. The worst of them counts."
                        .formatted(
                                finePercent(limits.excessCopies().green()),
                                finePercent(limits.excessCopies().amber()),
                                limits.overfittingProtection(),
                                limits.distanceRatio(),
                                limits.membershipAuc());
        if (report.evaluation().privacy().isEmpty()) {
            return new Verdict("Privacy", "privacy", TrafficLight.NONE, List.of(), meaning, rule);
        }
        Privacy privacy = report.evaluation().privacy().get();
        TrafficLight light = PrivacyLights.of(privacy, limits).worst();
        return new Verdict(
                "Privacy",
                "privacy",
                light,
                List.of(
                        new Fact(
                                "Exact copies",
                                finePercent(privacy.exactCopies()) + ", hold-out "
                                        + finePercent(privacy.exactCopiesHoldout())),
                        new Fact(
                                "Median DCR",
                                score(privacy.medianDcr()) + ", hold-out " + score(privacy.medianDcrHoldout())),
                        new Fact("Overfitting protection", score(privacy.dcrOverfittingProtection())),
                        new Fact("Membership AUC", score(privacy.membershipAuc()))),
                meaning,
                rule);
    }

    private Verdict validity() {
        double diagnostic = report.evaluation().diagnostic().score();
        return new Verdict(
                "Validity",
                "validity",
                limits.validity().judge(diagnostic),
                List.of(new Fact("Diagnostic", score(diagnostic))),
                "Whether values lie in the real ranges and categories, whatever their distribution.",
                "Diagnostic " + limits.validity() + ".");
    }

    /** All areas in one sentence. */
    static String sentence(List<Verdict> verdicts) {
        long judged = verdicts.stream()
                .filter(verdict -> verdict.light() != TrafficLight.NONE)
                .count();
        StringBuilder sentence = new StringBuilder();
        for (TrafficLight light : List.of(TrafficLight.GREEN, TrafficLight.AMBER, TrafficLight.RED)) {
            List<String> areas = verdicts.stream()
                    .filter(verdict -> verdict.light() == light)
                    .map(verdict -> verdict.area().toLowerCase(Locale.ROOT))
                    .toList();
            if (!areas.isEmpty()) {
                sentence.append(sentence.isEmpty() ? "" : "; ")
                        .append(light.word())
                        .append(": ")
                        .append(String.join(", ", areas));
            }
        }
        return judged == 0
                ? "Nothing could be judged."
                : "Of " + verdicts.size() + " areas " + judged + " were judged. " + capitalized(sentence) + ".";
    }

    private static String capitalized(CharSequence text) {
        return Character.toUpperCase(text.charAt(0)) + text.toString().substring(1);
    }
}

package io.doppelstream.trainer.evaluate;

import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.conditional.ConditionScore;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.util.Map;
import java.util.TreeMap;

/** An evaluation's single numbers, by name. */
final class Figures {

    private final Map<String, Double> figures = new TreeMap<>();

    private Figures() {}

    static Map<String, Double> of(Evaluation evaluation) {
        Figures all = new Figures();
        all.figures.putAll(evaluation.quality().figures());
        all.put("diagnostic", evaluation.diagnostic().score());
        evaluation.conditional().ifPresent(all::add);
        evaluation.privacy().ifPresent(all::add);
        evaluation.utility().ifPresent(all::add);
        if (evaluation.detection() instanceof Detection.Measured measured) {
            all.put("detection.c2stAuc", measured.c2stAuc());
            all.put("detection.linearC2stAuc", measured.linearC2stAuc());
        }
        all.put(
                "bias.largestGap",
                evaluation.bias().stream()
                        .mapToDouble(Bias::largestGap)
                        .filter(gap -> !Double.isNaN(gap))
                        .max()
                        .orElse(Double.NaN));
        return all.figures;
    }

    private void add(ConditionalFidelity conditional) {
        put("conditional.mean", conditional.mean());
        put("conditional.worst", conditional.worst().map(ConditionScore::score).orElse(Double.NaN));
        put("conditional.rareMean", conditional.rareMean());
    }

    private void add(Privacy privacy) {
        put("privacy.dcrOverfittingProtection", privacy.dcrOverfittingProtection());
        put("privacy.dcrOverfittingProtectionReal", privacy.dcrOverfittingProtectionReal());
        put("privacy.dcrBaselineProtection", privacy.dcrBaselineProtection());
        put("privacy.medianDcr", privacy.medianDcr());
        put("privacy.medianDcrHoldout", privacy.medianDcrHoldout());
        put("privacy.newRowSynthesis", privacy.newRowSynthesis());
        put("privacy.exactCopies", privacy.exactCopies());
        put("privacy.exactCopiesHoldout", privacy.exactCopiesHoldout());
        put("privacy.membershipAuc", privacy.membershipAuc());
        privacy.disclosure().ifPresent(disclosure -> put("privacy.disclosureProtection", disclosure.score()));
    }

    private void add(Utility utility) {
        if (utility instanceof Utility.Measured measured) {
            measured.boosted().real().forEach((name, score) -> put("utility.real." + name, score));
            measured.boosted().synthetic().forEach((name, score) -> put("utility.synthetic." + name, score));
            measured.linear().real().forEach((name, score) -> put("utility.linear.real." + name, score));
            measured.linear().synthetic().forEach((name, score) -> put("utility.linear.synthetic." + name, score));
        }
    }

    private void put(String name, double figure) {
        if (!Double.isNaN(figure)) {
            figures.put(name, figure);
        }
    }
}

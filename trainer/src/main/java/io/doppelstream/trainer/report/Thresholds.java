package io.doppelstream.trainer.report;

/**
 * What turns the traffic lights. Where real rows can be measured the same way, a figure is compared with theirs: two
 * real samples differ too. The reasons stand in docs/evaluation.md.
 *
 * @param qualityShortfall quality of the training rows less quality of the synthetic rows, both against the hold-out
 * @param quality where the training rows are not known
 * @param worstColumn lowest column shape
 * @param conditionalMean mean score of the conditions drawn at random
 * @param conditionalWorst lowest of them
 * @param aucLoss AUC of the learner trained on real rows less that of the one trained on synthetic rows
 * @param r2Loss the same of the coefficient of determination
 * @param learnableAuc real AUC below which there is nothing to learn, so no verdict
 * @param learnableR2 the same of the coefficient of determination
 * @param detectionAuc AUC of telling synthetic from real rows by boosted trees
 * @param overfittingProtection DCR overfitting protection
 * @param distanceRatio median DCR of the synthetic rows as a multiple of the hold-out's
 * @param membershipAuc AUC of the membership inference
 * @param excessCopies share of exact copies less that of the hold-out
 * @param validity diagnostic score
 */
record Thresholds(
        Limit qualityShortfall,
        Limit quality,
        Limit worstColumn,
        Limit conditionalMean,
        Limit conditionalWorst,
        Limit aucLoss,
        Limit r2Loss,
        double learnableAuc,
        double learnableR2,
        Limit detectionAuc,
        Limit overfittingProtection,
        Limit distanceRatio,
        Limit membershipAuc,
        Limit excessCopies,
        Limit validity) {

    static Thresholds defaults() {
        return new Thresholds(
                new Limit(0.02, 0.06),
                new Limit(0.95, 0.88),
                new Limit(0.85, 0.70),
                new Limit(0.94, 0.88),
                new Limit(0.80, 0.65),
                new Limit(0.02, 0.05),
                new Limit(0.05, 0.15),
                0.55,
                0.05,
                new Limit(0.65, 0.80),
                new Limit(0.95, 0.90),
                new Limit(0.90, 0.70),
                new Limit(0.55, 0.60),
                new Limit(0.001, 0.01),
                new Limit(0.99, 0.95));
    }
}

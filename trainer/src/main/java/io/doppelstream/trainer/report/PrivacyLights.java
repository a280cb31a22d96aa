package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.privacy.Privacy;

/** Verdicts of the single privacy figures. */
record PrivacyLights(
        TrafficLight exactCopies, TrafficLight overfitting, TrafficLight distance, TrafficLight membership) {

    static PrivacyLights of(Privacy privacy, Thresholds limits) {
        // Where most hold-out rows have a twin in the training rows, distances cannot tell.
        double ratio = privacy.medianDcrHoldout() == 0 ? Double.NaN : privacy.medianDcr() / privacy.medianDcrHoldout();
        return new PrivacyLights(
                limits.excessCopies().judge(privacy.exactCopies() - privacy.exactCopiesHoldout()),
                limits.overfittingProtection().judge(privacy.dcrOverfittingProtection()),
                limits.distanceRatio().judge(ratio),
                limits.membershipAuc().judge(privacy.membershipAuc()));
    }

    TrafficLight worst() {
        return exactCopies.and(overfitting).and(distance).and(membership);
    }
}

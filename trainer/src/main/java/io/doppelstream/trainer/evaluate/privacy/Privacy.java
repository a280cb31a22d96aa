package io.doppelstream.trainer.evaluate.privacy;

import java.util.Optional;

/**
 * Alarms, not proofs: a bad figure shows that something leaks, a good one does not show that nothing does.
 *
 * @param dcrOverfittingProtection {@code min(2 (1 - share of synthetic rows closer to training than to hold-out rows), 1)},
 *     of equally many of both; in [0, 1], higher is better
 * @param dcrOverfittingProtectionReal the same of real rows that are in neither draw, what a model that memorizes nothing would
 *     have with these rows; NaN where no training rows are left over
 * @param dcrBaselineProtection {@code min(median DCR / median DCR of uniform random rows, 1)}; in [0, 1], higher is farther
 *     from the data; NaN where random rows are at distance 0
 * @param medianDcr median DCR of synthetic rows to training rows, in [0, 1]
 * @param medianDcrHoldout the same of hold-out rows: what real rows that were not trained on have
 * @param newRowSynthesis share of synthetic rows that match no training row, in [0, 1]
 * @param exactCopies share of synthetic rows that equal a training row in all learned columns, in [0, 1]
 * @param exactCopiesHoldout share of hold-out rows that do
 * @param membershipAuc AUC of a distance-based membership inference, in [0, 1]; 0.5 is the goal
 * @param disclosure empty unless there is a target
 * @param distances distances of synthetic and of hold-out rows to training rows
 */
public record Privacy(
        double dcrOverfittingProtection,
        double dcrOverfittingProtectionReal,
        double dcrBaselineProtection,
        double medianDcr,
        double medianDcrHoldout,
        double newRowSynthesis,
        double exactCopies,
        double exactCopiesHoldout,
        double membershipAuc,
        Optional<Disclosure> disclosure,
        DistanceHistogram distances) {}

package io.doppelstream.trainer.evaluate.privacy;

import java.util.List;

/**
 * What somebody who knows some columns of a real row can conclude on another from the synthetic rows.
 *
 * @param score DisclosureProtection, in [0, 1], higher is better; NaN where no real row is met
 * @param capProtection 1 - the correct attribution probability, in [0, 1]
 * @param baselineProtection the same for a uniform guess, in [0, 1]
 * @param sensitive the column to be concluded on
 * @param known the columns known
 * @param realRows real rows attacked
 * @param matchedRows those of them whose known values some synthetic row has; the others do not count
 */
public record Disclosure(
        double score,
        double capProtection,
        double baselineProtection,
        String sensitive,
        List<String> known,
        int realRows,
        int matchedRows) {

    public Disclosure {
        known = List.copyOf(known);
    }
}

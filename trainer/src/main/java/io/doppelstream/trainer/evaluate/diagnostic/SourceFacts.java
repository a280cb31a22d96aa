package io.doppelstream.trainer.evaluate.diagnostic;

import java.util.Map;

/**
 * What tables in memory no longer know of the files that they were read from.
 *
 * @param structure Jaccard index of the (name, type) pairs of the real and the synthetic file, in [0, 1]
 * @param keyUniqueness for each identifier the share of synthetic rows whose value is neither null nor a repetition
 */
public record SourceFacts(double structure, Map<String, Double> keyUniqueness) {

    /** Of synthetic rows that a model made by the schema of the real ones: identifiers are made anew for each. */
    public static final SourceFacts SAME_SCHEMA = new SourceFacts(1, Map.of());

    public SourceFacts {
        keyUniqueness = Map.copyOf(keyUniqueness);
    }
}

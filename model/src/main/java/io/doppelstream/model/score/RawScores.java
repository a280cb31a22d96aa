package io.doppelstream.model.score;

import java.util.List;

/** Runs the signature {@code score} of a model. */
@FunctionalInterface
public interface RawScores {

    /**
     * Scores events, all of them in one run.
     *
     * @param features {@code float[rows * D]}, as {@link EventFeatures#encode} writes them
     * @return a {@code float[rows]} for each member of the model's {@link Scoring}, in their order; higher is more anomalous
     */
    List<float[]> of(float[] features, int rows);
}

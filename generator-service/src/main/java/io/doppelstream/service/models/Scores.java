package io.doppelstream.service.models;

import io.doppelstream.model.data.ColumnData;
import java.util.List;
import java.util.Map;

/**
 * What a model says of events.
 *
 * @param raw a {@code float[rows]} for each member of the model's scoring, in their order; higher is more anomalous
 * @param contributions {@code float[rows * learned columns]}, row after row: what each column adds, at least 0
 * @param expected the reconstruction in final units, by the index of the column
 */
public record Scores(List<float[]> raw, float[] contributions, Map<Integer, ColumnData> expected) {

    /** The raw scores of one event, one a member. */
    public double[] of(int row) {
        double[] scores = new double[raw.size()];
        for (int member = 0; member < scores.length; member++) {
            scores[member] = raw.get(member)[row];
        }
        return scores;
    }
}

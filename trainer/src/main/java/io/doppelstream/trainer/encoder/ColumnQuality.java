package io.doppelstream.trainer.encoder;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.fidelity.ColumnPairTrends;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import io.doppelstream.trainer.evaluate.fidelity.PairScore;
import io.doppelstream.trainer.evaluate.score.Means;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Validation quality seen from one column: the mean of its shape and of the mean trend of the pairs that it is in. */
public final class ColumnQuality {

    private ColumnQuality() {}

    /** Scores of all learned columns by name, in [0, 1]; NaN where one is not defined. */
    public static Map<String, Double> of(Table reference, Table synthetic) {
        List<PairScore> pairs = ColumnPairTrends.withRealBins(reference, synthetic);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (ColumnScore shape : ColumnShapes.of(reference, synthetic)) {
            double trends = ColumnPairTrends.mean(pairs.stream()
                    .filter(pair -> pair.columns().contains(shape.column()))
                    .toList());
            scores.put(shape.column(), Means.of(shape.score(), trends));
        }
        return scores;
    }
}

package io.doppelstream.trainer.report;

import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.PairScore;
import java.util.Comparator;
import java.util.List;

/** The lowest scores that are defined, lowest first. */
final class WorstFirst {

    private WorstFirst() {}

    static List<PairScore> pairs(List<PairScore> scores, int most) {
        return scores.stream()
                .filter(score -> !Double.isNaN(score.score()))
                .sorted(Comparator.comparingDouble(PairScore::score))
                .limit(most)
                .toList();
    }

    static List<ColumnScore> columns(List<ColumnScore> scores, int most) {
        return scores.stream()
                .filter(score -> !Double.isNaN(score.score()))
                .sorted(Comparator.comparingDouble(ColumnScore::score))
                .limit(most)
                .toList();
    }
}

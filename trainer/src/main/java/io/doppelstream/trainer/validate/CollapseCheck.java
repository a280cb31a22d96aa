package io.doppelstream.trainer.validate;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notices a generator that emits hardly anything of what is in the data. */
public final class CollapseCheck {

    /** Mean column shape below which a model is of no use. */
    private static final double LOWEST_MEAN_SHAPE = 0.3;
    /** A single category is a collapse if a faithful sample would have one with less than this probability. */
    private static final double LEAST_PROBABILITY = 1e-6;

    private CollapseCheck() {}

    /** What was expected and found; empty for a model in good health. */
    public static List<String> findings(Table real, Table synthetic) {
        List<String> findings = new ArrayList<>();
        for (int index = 0; index < real.schema().size(); index++) {
            if (real.schema().column(index).categorical() && stuck(real.column(index), synthetic.column(index))) {
                findings.add("expected several categories of column '"
                        + real.schema().column(index).name() + "', found only one in " + synthetic.rows()
                        + " sampled rows");
            }
        }
        List<ColumnScore> shapes = ColumnShapes.of(real, synthetic);
        if (ColumnShapes.mean(shapes) < LOWEST_MEAN_SHAPE) {
            findings.add("expected a mean column shape of at least %.2f, found %.2f"
                    .formatted(LOWEST_MEAN_SHAPE, ColumnShapes.mean(shapes)));
        }
        return findings;
    }

    private static boolean stuck(ColumnData real, ColumnData synthetic) {
        Map<Double, Integer> counts = counts(real);
        double largest =
                counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        double chanceOfOne = Math.pow(largest / real.size(), synthetic.size());
        return counts(synthetic).size() == 1 && chanceOfOne < LEAST_PROBABILITY;
    }

    private static Map<Double, Integer> counts(ColumnData column) {
        Map<Double, Integer> counts = new TreeMap<>();
        for (int row = 0; row < column.size(); row++) {
            counts.merge(column.number(row), 1, Integer::sum);
        }
        return counts;
    }
}

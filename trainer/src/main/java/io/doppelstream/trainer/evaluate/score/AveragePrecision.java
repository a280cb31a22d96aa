package io.doppelstream.trainer.evaluate.score;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Area under the precision-recall curve as average precision: the mean of the precision at each positive row, rows in falling score. */
public final class AveragePrecision {

    private AveragePrecision() {}

    /**
     * The area, in [0, 1]; chance is the share of the positive rows. Rows of equal score count together.
     *
     * @param scores higher is more positive
     * @param positive whether each row is positive
     * @return NaN where there are no positive rows
     */
    public static double of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double found = 0;
        double sum = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            double added = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                added += positive[order[to++]] ? 1 : 0;
            }
            found += added;
            sum += added * found / to;
            from = to;
        }
        return found == 0 ? Double.NaN : sum / found;
    }
}

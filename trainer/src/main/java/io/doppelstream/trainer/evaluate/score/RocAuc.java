package io.doppelstream.trainer.evaluate.score;

import java.util.stream.IntStream;

/**
 * Area under the ROC curve: the probability that a positive row is scored above a negative one, ties counting half
 * (Mann-Whitney U; Hanley and McNeil, 1982).
 */
public final class RocAuc {

    private RocAuc() {}

    /**
     * The area, in [0, 1]; 0.5 is chance.
     *
     * @param scores higher is more positive
     * @param positive whether each row is positive
     * @return NaN unless there are rows of both kinds
     */
    public static double of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double positives = 0;
        double rankSum = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            double meanRank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (positive[order[i]]) {
                    positives++;
                    rankSum += meanRank;
                }
            }
            from = to;
        }
        double negatives = scores.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}

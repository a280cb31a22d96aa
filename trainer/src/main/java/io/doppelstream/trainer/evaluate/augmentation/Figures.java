package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.trainer.evaluate.score.Ranking;
import java.util.SplittableRandom;

/**
 * Figures of scored rows, also of resamples of them. Two detectors' resamples of the same rows are the same draws, so that
 * differences between them are paired.
 *
 * @param averagePrecision area under the precision-recall curve, in [0, 1]
 * @param recall at {@value #FALSE_POSITIVE_RATE} false positives, in [0, 1]
 * @param precisions average precision of each resample
 * @param recalls recall of each resample
 */
public record Figures(double averagePrecision, double recall, double[] precisions, double[] recalls) {

    /** False positive rate of the recall. */
    public static final double FALSE_POSITIVE_RATE = 0.01;

    private static final int RESAMPLES = 100;
    private static final long SEED = 20_020_601;

    /** Measures scores of rows; each resample draws as many rows with replacement (Efron, 1979), stratified by class. */
    static Figures of(float[] scores, LabelledRows rows) {
        Ranking ranking = new Ranking(scores, rows.positive());
        int[] positives = rows.indices(true);
        int[] others = rows.indices(false);
        double[] precisions = new double[RESAMPLES];
        double[] recalls = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int resample = 0; resample < RESAMPLES; resample++) {
            int[] counts = new int[rows.size()];
            draw(positives, counts, random);
            draw(others, counts, random);
            precisions[resample] = ranking.averagePrecision(counts);
            recalls[resample] = ranking.recall(FALSE_POSITIVE_RATE, counts);
        }
        return new Figures(ranking.averagePrecision(), ranking.recall(FALSE_POSITIVE_RATE), precisions, recalls);
    }

    private static void draw(int[] rows, int[] counts, SplittableRandom random) {
        for (int i = 0; i < rows.length; i++) {
            counts[rows[random.nextInt(rows.length)]]++;
        }
    }
}

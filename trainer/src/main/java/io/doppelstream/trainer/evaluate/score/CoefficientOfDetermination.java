package io.doppelstream.trainer.evaluate.score;

/** R squared: 1 - residual sum of squares / total sum of squares. */
public final class CoefficientOfDetermination {

    private CoefficientOfDetermination() {}

    /** At most 1; 0 is as good as the mean of the truth; below that, worse. NaN where the truth is constant. */
    public static double of(double[] truth, double[] predicted) {
        double mean = Means.of(truth);
        double residual = 0;
        double total = 0;
        for (int row = 0; row < truth.length; row++) {
            residual += (truth[row] - predicted[row]) * (truth[row] - predicted[row]);
            total += (truth[row] - mean) * (truth[row] - mean);
        }
        return total == 0 ? Double.NaN : 1 - residual / total;
    }
}

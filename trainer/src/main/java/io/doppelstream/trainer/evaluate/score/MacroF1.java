package io.doppelstream.trainer.evaluate.score;

/** Mean of the classes' F1, every class counting the same. */
public final class MacroF1 {

    private MacroF1() {}

    /**
     * The mean over the classes that occur in the truth or among the predictions, in [0, 1]; a class that is never met
     * rightly has F1 0.
     *
     * @param truth class of each row, from 0
     * @param predicted predicted class of each row
     * @param classes number of classes
     * @return NaN if there are no rows
     */
    public static double of(int[] truth, int[] predicted, int classes) {
        int[] hits = new int[classes];
        int[] actual = new int[classes];
        int[] claimed = new int[classes];
        for (int row = 0; row < truth.length; row++) {
            actual[truth[row]]++;
            claimed[predicted[row]]++;
            if (truth[row] == predicted[row]) {
                hits[truth[row]]++;
            }
        }
        double sum = 0;
        int counted = 0;
        for (int k = 0; k < classes; k++) {
            if (actual[k] + claimed[k] > 0) {
                sum += 2.0 * hits[k] / (actual[k] + claimed[k]);
                counted++;
            }
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }
}

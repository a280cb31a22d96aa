package io.doppelstream.trainer.calibrate;

import io.doppelstream.model.codec.EncodedLayout;

/**
 * What is changed in the logits of every row: group by group, {@code log(softmax(logits + shifts) + floors)}. A floor is the
 * share that a category gets in every row, whatever its logit, where the generator has all but dropped it: no shift of
 * moderate size would bring it back, and a large one would let it win in rows whose other logits are low, such as those
 * under a condition.
 *
 * @param shifts added to the logits, D entries, 0 for scalars
 * @param floors added to the probabilities, D entries in [0, 1), 0 where nothing was dropped
 */
record LogitCorrection(float[] shifts, float[] floors) {

    /** Changes nothing. */
    static LogitCorrection none(int width) {
        return new LogitCorrection(new float[width], new float[width]);
    }

    /** Whether a category of the group has a floor. */
    boolean hasFloor(EncodedLayout.Slot slot) {
        for (int category = 0; category < slot.categories(); category++) {
            if (floors[slot.group() + category] > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Corrects the logits of a row's group.
     *
     * @param values unfinished rows
     * @param at index of the row's first value
     * @return logits up to a constant
     */
    double[] apply(float[] values, int at, EncodedLayout.Slot slot) {
        double[] logits = new double[slot.categories()];
        double top = Double.NEGATIVE_INFINITY;
        for (int category = 0; category < logits.length; category++) {
            int place = slot.group() + category;
            logits[category] = values[at + place] + shifts[place];
            top = Math.max(top, logits[category]);
        }
        if (hasFloor(slot)) {
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit - top);
            }
            double total = top + Math.log(sum);
            for (int category = 0; category < logits.length; category++) {
                float floor = floors[slot.group() + category];
                if (floor > 0) {
                    logits[category] = total + Math.log(Math.exp(logits[category] - total) + floor);
                }
            }
        }
        return logits;
    }
}

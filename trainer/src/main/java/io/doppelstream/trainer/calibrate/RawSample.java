package io.doppelstream.trainer.calibrate;

import io.doppelstream.model.codec.EncodedLayout;
import java.util.SplittableRandom;

/**
 * Unfinished rows of a generator.
 *
 * @param rows number of rows
 * @param values float[rows * D]
 */
public record RawSample(int rows, float[] values) {

    /**
     * Finishes the rows as the exported model does without conditions: tanh of the scalars, a draw from each softmax.
     *
     * @param correction of the logits
     * @param seed of the draws
     * @return encoded rows, float[rows * D]
     */
    float[] finish(EncodedLayout layout, LogitCorrection correction, long seed) {
        float[] finished = new float[values.length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            int at = row * layout.width();
            for (int scalar = 0; scalar < layout.scalars(); scalar++) {
                finished[at + scalar] = (float) Math.tanh(values[at + scalar]);
            }
            for (EncodedLayout.Slot slot : layout.slots()) {
                if (slot.hasGroup()) {
                    finished[at + slot.group() + draw(correction.apply(values, at, slot), random)] = 1;
                }
            }
        }
        return finished;
    }

    /** The largest perturbed logit (the Gumbel-max trick). */
    private static int draw(double[] logits, SplittableRandom random) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int category = 0; category < logits.length; category++) {
            double gumbel = -Math.log(-Math.log(random.nextDouble() + 1e-300) + 1e-300);
            if (logits[category] + gumbel > most) {
                most = logits[category] + gumbel;
                best = category;
            }
        }
        return best;
    }
}

package io.doppelstream.trainer.privacy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws each row by itself with the same chance: what amplification by sampling asks for. Goes from one drawn row to the
 * next by a geometric number of rows, so that a draw costs as many random numbers as it has rows.
 *
 * @param rows number of rows
 * @param rate chance of each, in (0, 1]
 */
public record PoissonSampling(int rows, double rate) {

    /** Numbers of the drawn rows, ascending; maybe none. */
    public int[] draw(RandomGenerator random) {
        int[] drawn = new int[Math.max(16, (int) (2 * rows * rate))];
        int count = 0;
        double logMissed = Math.log1p(-rate);
        long row = -1;
        while (true) {
            row += rate == 1 ? 1 : 1 + (long) Math.min(rows, Math.log(1 - random.nextDouble()) / logMissed);
            if (row >= rows) {
                return Arrays.copyOf(drawn, count);
            }
            if (count == drawn.length) {
                drawn = Arrays.copyOf(drawn, 2 * count);
            }
            drawn[count++] = (int) row;
        }
    }
}

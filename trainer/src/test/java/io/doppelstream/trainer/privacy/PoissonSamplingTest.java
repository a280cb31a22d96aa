package io.doppelstream.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PoissonSamplingTest {

    private static final int ROWS = 20;
    private static final double RATE = 0.3;
    private static final int DRAWS = 50_000;

    @Test
    void shouldDrawEachRowByItselfAtTheRate() {
        PoissonSampling sampling = new PoissonSampling(ROWS, RATE);
        Random random = new Random(3);
        int[] single = new int[ROWS];
        int[][] both = new int[ROWS][ROWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] rows = sampling.draw(random);
            for (int row : rows) {
                single[row]++;
                for (int other : rows) {
                    both[row][other]++;
                }
            }
        }
        for (int row = 0; row < ROWS; row++) {
            assertThat((double) single[row] / DRAWS).isCloseTo(RATE, within(0.01));
            for (int other = 0; other < row; other++) {
                assertThat((double) both[row][other] / DRAWS).isCloseTo(RATE * RATE, within(0.01));
            }
        }
    }

    @Test
    void shouldDrawAllRowsAtRateOneAndBeEmptyAtTimesAtASmallRate() {
        assertThat(new PoissonSampling(3, 1).draw(new Random(1))).containsExactly(0, 1, 2);
        Random random = new Random(1);
        int empty = 0;
        for (int draw = 0; draw < 1000; draw++) {
            empty += new PoissonSampling(10, 0.01).draw(random).length == 0 ? 1 : 0;
        }
        assertThat(empty).isBetween(860, 940);
    }
}

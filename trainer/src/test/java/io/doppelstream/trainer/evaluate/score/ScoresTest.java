package io.doppelstream.trainer.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void shouldCountTheRightlyOrderedPairsWhenScoresAreRanked() {
        // Positives 0.8, 0.4 against negatives 0.6, 0.4: right, right, wrong, tie.
        assertThat(RocAuc.of(new double[] {0.8, 0.6, 0.4, 0.4}, new boolean[] {true, false, true, false}))
                .isCloseTo(2.5 / 4, EXACT);
        assertThat(RocAuc.of(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
    }

    @Property(tries = 100)
    void shouldAgreeWithThePairwiseDefinition(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int rows) {
        Random random = new Random(seed);
        double[] scores =
                IntStream.range(0, rows).mapToDouble(row -> random.nextInt(8)).toArray();
        boolean[] positive = new boolean[rows];
        IntStream.range(0, rows).forEach(row -> positive[row] = row == 0 || (row > 1 && random.nextBoolean()));
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(RocAuc.of(scores, positive)).isCloseTo(wins / pairs, EXACT);
    }

    @Test
    void shouldGiveEveryClassTheSameWeightWhenF1IsMacro() {
        // Class 0: 2 hits, 3 true, 2 claimed: 4/5. Class 1: 1 hit, 1 true, 2 claimed: 2/3. Class 2 does not occur.
        assertThat(MacroF1.of(new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1}, 3))
                .isCloseTo((4 / 5.0 + 2 / 3.0) / 2, EXACT);
        assertThat(MacroF1.of(new int[] {0, 0}, new int[] {1, 1}, 2)).isZero();
    }

    @Test
    void shouldCompareWithTheMeanWhenRegressing() {
        double[] truth = {1, 2, 3};
        assertThat(CoefficientOfDetermination.of(truth, truth)).isCloseTo(1, EXACT);
        assertThat(CoefficientOfDetermination.of(truth, new double[] {2, 2, 2})).isCloseTo(0, EXACT);
        assertThat(CoefficientOfDetermination.of(truth, new double[] {3, 2, 1})).isCloseTo(-3, EXACT);
        assertThat(CoefficientOfDetermination.of(new double[] {5, 5}, new double[] {5, 4}))
                .isNaN();
    }

    @Test
    void shouldTakeTheMiddleWhenMedian() {
        assertThat(Median.of(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Median.of(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
        assertThat(Median.of(new double[0])).isNaN();
    }

    @Test
    void shouldDrawDistinctRowsWhenSampling() {
        assertThat(RowSample.indices(50, 100, 3)).doesNotHaveDuplicates().hasSize(50);
        assertThat(RowSample.indices(50, 100, 3)).isEqualTo(RowSample.indices(50, 100, 3));
    }

    @Test
    void shouldMeanThePrecisionAtEachPositiveRow() {
        boolean[] positive = {true, false, true, false};
        assertThat(AveragePrecision.of(new double[] {4, 3, 2, 1}, positive))
                .isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(AveragePrecision.of(new double[] {1, 1, 1, 1}, positive)).isCloseTo(0.5, within(1e-12));
    }
}

package io.doppelstream.trainer.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTest {

    /** The example of scikit-learn's average_precision_score. */
    private static final Ranking KNOWN =
            new Ranking(new float[] {0.1f, 0.4f, 0.35f, 0.8f}, new boolean[] {false, false, true, true});

    @Test
    void shouldSumPrecisionOverStepsOfRecall() {
        // Thresholds .8 (precision 1, recall 1/2), .4, .35 (precision 2/3, recall 1).
        assertThat(KNOWN.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void shouldTakeRowsOfTheSameScoreAsOneThreshold() {
        Ranking tied = new Ranking(new float[] {1, 1, 1, 0}, new boolean[] {true, false, false, true});
        // Threshold 1: precision 1/3, recall 1/2; threshold 0: precision 1/2, recall 1.
        assertThat(tied.averagePrecision()).isCloseTo(0.5 / 3 + 0.5 / 2, within(1e-12));
        assertThat(tied.recall(0)).isZero();
        assertThat(tied.recall(1)).isEqualTo(1);
    }

    @Test
    void shouldBeThePrevalenceWhenAllScoresAreTheSame() {
        assertThat(new Ranking(new float[8], new boolean[] {true, false, false, false, false, false, true, false})
                        .averagePrecision())
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void shouldFindTheHighestRecallWithinTheFalsePositives() {
        float[] scores = new float[201];
        boolean[] positive = new boolean[201];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = -row;
            positive[row] = row == 0 || row == 3 || row == 200;
        }
        Ranking ranking = new Ranking(scores, positive);
        // 198 negatives: 1 % of them is 1.98, so one false positive is allowed, of which the first comes after one hit.
        assertThat(ranking.recall(0.01)).isCloseTo(1 / 3.0, within(1e-12));
        // Two are allowed: the second positive is reached behind both.
        assertThat(ranking.recall(2 / 198.0)).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void shouldCountARowAsOftenAsItIsDrawn() {
        Ranking repeated = new Ranking(
                new float[] {0.4f, 0.4f, 0.35f, 0.8f, 0.8f}, new boolean[] {false, false, true, true, true});
        assertThat(KNOWN.averagePrecision(new int[] {0, 2, 1, 2}))
                .isCloseTo(repeated.averagePrecision(), within(1e-12));
        assertThat(KNOWN.recall(0.5, new int[] {0, 2, 1, 2})).isEqualTo(repeated.recall(0.5));
    }

    @Test
    void shouldBeUndefinedWithoutPositiveRows() {
        Ranking none = new Ranking(new float[2], new boolean[2]);
        assertThat(none.averagePrecision()).isNaN();
        assertThat(none.recall(0.01)).isNaN();
        assertThatThrownBy(() -> new Ranking(new float[2], new boolean[3]))
                .hasMessage("Expected a score for each of 3 rows, found 2");
    }
}

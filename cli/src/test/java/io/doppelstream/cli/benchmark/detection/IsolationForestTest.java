package io.doppelstream.cli.benchmark.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsolationForestTest {

    private static double[][] normal(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(row -> new double[] {random.nextGaussian(), 5 * random.nextGaussian(), 7})
                .toArray(double[][]::new);
    }

    @Test
    void shouldScoreOutliersHigherThanAlmostEveryNormalRow() {
        IsolationForest forest = new IsolationForest(1);
        forest.fit(normal(2_000, 1));
        double[] ordinary = forest.score(normal(1_000, 2));
        double[] outliers = forest.score(new double[][] {{6, 0, 7}, {0, -30, 7}, {5, 25, 7}});

        double high = Arrays.stream(ordinary).sorted().toArray()[980];
        assertThat(Arrays.stream(outliers).boxed())
                .allSatisfy(score -> assertThat(score).isGreaterThan(high));
        assertThat(Arrays.stream(ordinary).boxed())
                .allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
        assertThat(Arrays.stream(ordinary).average().orElseThrow()).isBetween(0.3, 0.55);
    }

    @Test
    void shouldGiveTheSameScoresForTheSameSeed() {
        double[][] scores = IntStream.range(0, 3)
                .mapToObj(i -> {
                    IsolationForest forest = new IsolationForest(i / 2);
                    forest.fit(normal(500, 1));
                    return forest.score(normal(50, 2));
                })
                .toArray(double[][]::new);

        assertThat(scores[1]).isEqualTo(scores[0]);
        assertThat(scores[2]).isNotEqualTo(scores[0]);
    }

    @Test
    void shouldTakeRowsThatAreAllTheSame() {
        IsolationForest forest = new IsolationForest(1);
        forest.fit(new double[][] {{1, 2}, {1, 2}, {1, 2}});

        assertThat(forest.score(new double[][] {{1, 2}, {9, 9}}))
                .containsExactly(new double[] {0.5, 0.5}, within(1e-9));
        assertThatThrownBy(() -> new IsolationForest(1).fit(new double[][] {{1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 1");
    }
}

package io.doppelstream.trainer.evaluate.augmentation;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.augmentation.Arm.Method;
import io.doppelstream.trainer.evaluate.learner.Learner;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTrialTest {

    /** Rare rows lie where the number is large, more or less. */
    private static LabelledRows rows(int count, double rareShare, long seed) {
        Random random = new Random(seed);
        boolean[] positive = new boolean[count];
        double[] numbers = new double[count];
        int[] classes = new int[count];
        for (int row = 0; row < count; row++) {
            positive[row] = random.nextDouble() < rareShare;
            numbers[row] = random.nextGaussian() + (positive[row] ? 2 : 0);
            classes[row] = positive[row] ? 1 : 0;
        }
        return new LabelledRows(table(doubles(numbers), codes(classes)), positive);
    }

    @Test
    void shouldMeasureEveryArmOnTheSameRows() {
        assumeTrue(Learner.unavailable().isEmpty(), "XGBoost's native library");
        Partition parts = Partition.byTime(rows(1_500, 0.1, 1));
        Table rare = rows(2_000, 1, 2).rare();
        AugmentationTrial trial = new AugmentationTrial(parts, 1, List.of(0.05, 0.3), 1);
        List<Arm> arms =
                trial.run(count -> rare.select(IntStream.range(0, count).toArray()), arm -> {});

        assertThat(arms)
                .extracting(Arm::method)
                .as("rows have a share of .05 already")
                .containsExactly(
                        Method.REAL, Method.WEIGHTS, Method.SMOTE, Method.CONDITIONED, Method.SYNTHETIC_POSITIVES);
        int positives = parts.train().positives();
        Arm conditioned = arms.get(3);
        assertThat((double) (positives + conditioned.synthetic())
                        / (parts.train().size() + conditioned.synthetic()))
                .isBetween(0.3, 0.302);
        // Far above chance, .1, and below a detector that would see the class itself.
        assertThat(arms)
                .allSatisfy(arm -> assertThat(arm.test().averagePrecision()).isBetween(0.3, 0.95));
        assertThat(trial.run(count -> rare.select(IntStream.range(0, count).toArray()), arm -> {})
                        .get(0)
                        .test()
                        .averagePrecision())
                .as("the same seed")
                .isEqualTo(arms.get(0).test().averagePrecision());
    }
}

package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.trainer.evaluate.augmentation.Arm.Method;
import io.doppelstream.trainer.evaluate.learner.TunedDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains a detector on the same real rows prepared in different ways, and scores the same real rows with each. The detector is tuned anew
 * for each way, with the same budget.
 *
 * @param partition real rows
 * @param target index of the column that says which rows are rare, which no detector sees
 * @param shares of the rare class that synthetic rows bring about; those that the real rows have already are left out
 * @param seed of SMOTE and of the detectors
 */
public record AugmentationTrial(Partition partition, int target, List<Double> shares, long seed) {

    public AugmentationTrial {
        shares = List.copyOf(shares);
        for (double share : shares) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("Expected shares above 0 and below 1, found " + share);
            }
        }
        if (shares.stream().allMatch(share -> partition.train().missing(share) == 0)) {
            throw new IllegalArgumentException(
                    "Expected a share above that of the rare class in the rows to learn from, "
                            + partition.train().prevalence() + ", found " + shares);
        }
    }

    /**
     * Trains and scores.
     *
     * @param conditioned a model's rows of the rare class
     * @param listener told of each arm when it is done, by any thread
     */
    public List<Arm> run(RareRows conditioned, Consumer<Arm> listener) {
        LabelledRows train = partition.train();
        RareRows smote = new SmoteNc(train.rare(), seed);
        int positives = train.positives();
        List<Preparation> preparations = new ArrayList<>();
        preparations.add(new Preparation(Method.REAL, 0, 0, train, 1));
        preparations.add(new Preparation(Method.WEIGHTS, 0, 0, train, (double) (train.size() - positives) / positives));
        for (double share : shares) {
            int count = train.missing(share);
            if (count > 0) {
                preparations.add(new Preparation(Method.SMOTE, share, count, train.with(smote.make(count)), 1));
                preparations.add(
                        new Preparation(Method.CONDITIONED, share, count, train.with(conditioned.make(count)), 1));
            }
        }
        LabelledRows others = train.select(train.indices(false));
        preparations.add(
                new Preparation(Method.SYNTHETIC_POSITIVES, 0, positives, others.with(conditioned.make(positives)), 1));
        TunedDetector detector = new TunedDetector(
                train.rows(),
                partition.validation().rows(),
                partition.validation().positive(),
                partition.test().rows(),
                column -> column != target,
                seed);
        return preparations.parallelStream()
                .map(preparation -> arm(detector, preparation))
                .peek(listener)
                .toList();
    }

    /** Rows that an arm learns from. */
    private record Preparation(Method method, double share, int synthetic, LabelledRows rows, double positiveWeight) {}

    private Arm arm(TunedDetector detector, Preparation preparation) {
        TunedDetector.Detection detection =
                detector.detect(preparation.rows.rows(), preparation.rows.positive(), preparation.positiveWeight);
        return new Arm(
                preparation.method,
                preparation.share,
                preparation.synthetic,
                detection.setting(),
                detection.trees(),
                Figures.of(detection.validation(), partition.validation()),
                Figures.of(detection.test(), partition.test()));
    }
}

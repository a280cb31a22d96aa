package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.train.StatisticsEstimation;
import io.doppelstream.trainer.train.TrainingPlan;
import java.util.Optional;

/**
 * A {@link SampleKind} drawn into a training graph.
 *
 * @param plan what the training loop runs
 * @param generator the part that is published
 * @param servingWeights weights that the published generator gets
 * @param estimation of the moving statistics of those weights; empty: it has none
 */
public record DrawnSamples(
        TrainingPlan plan,
        SampleGenerator generator,
        Weights servingWeights,
        Optional<StatisticsEstimation> estimation) {}

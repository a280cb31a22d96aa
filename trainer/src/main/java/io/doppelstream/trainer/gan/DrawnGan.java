package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.train.StatisticsEstimation;
import io.doppelstream.trainer.train.TrainingPlan;
import java.util.Optional;

/**
 * A GAN drawn into a training graph.
 *
 * @param plan what the training loop runs
 * @param generator the part that is published
 * @param servingWeights weights that the published generator gets
 * @param estimation of the moving statistics of those weights, where training does not gather them itself
 * @param critic of the game, where it can score rows without the game
 */
public record DrawnGan(
        TrainingPlan plan,
        RowGenerator generator,
        Weights servingWeights,
        Optional<StatisticsEstimation> estimation,
        Optional<RowCritic> critic) {

    /** Without a critic that scores. */
    public DrawnGan(
            TrainingPlan plan,
            RowGenerator generator,
            Weights servingWeights,
            Optional<StatisticsEstimation> estimation) {
        this(plan, generator, servingWeights, estimation, Optional.empty());
    }
}

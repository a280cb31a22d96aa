package io.doppelstream.trainer.train;

import java.util.Objects;

/**
 * Adam (Kingma and Ba, 2015).
 *
 * @param learningRate positive, before the schedule
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param weightDecay L2 penalty's factor, added to the gradient as {@code weightDecay * weight}; 0 for none
 * @param schedule of the learning rate
 */
public record OptimizerConfig(
        double learningRate, double beta1, double beta2, double weightDecay, LearningRateSchedule schedule) {

    public OptimizerConfig {
        Objects.requireNonNull(schedule, "schedule");
        require(learningRate > 0 && Double.isFinite(learningRate), "a positive learning rate", learningRate);
        require(beta1 >= 0 && beta1 < 1, "beta1 in [0, 1)", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2 in [0, 1)", beta2);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "a weight decay of at least 0", weightDecay);
    }

    /** Adam without weight decay at a constant rate. */
    public static OptimizerConfig adam(double learningRate, double beta1, double beta2) {
        return new OptimizerConfig(learningRate, beta1, beta2, 0, new LearningRateSchedule.Constant());
    }

    public OptimizerConfig withSchedule(LearningRateSchedule replacement) {
        return new OptimizerConfig(learningRate, beta1, beta2, weightDecay, replacement);
    }

    public OptimizerConfig withWeightDecay(double replacement) {
        return new OptimizerConfig(learningRate, beta1, beta2, replacement, schedule);
    }

    private static void require(boolean holds, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " for the optimizer, found " + found);
        }
    }
}

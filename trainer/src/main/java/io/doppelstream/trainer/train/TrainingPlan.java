package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a training loop needs to know of a GAN.
 *
 * @param stages one after another; their shares of the budget add up to 1
 * @param average of the weights that sampling will use, if any
 */
public record TrainingPlan(List<Stage> stages, Optional<ExponentialMovingAverage> average) {

    public TrainingPlan {
        Objects.requireNonNull(average, "average");
        stages = List.copyOf(stages);
        double shares = stages.stream().mapToDouble(Stage::share).sum();
        if (Math.abs(shares - 1) > 1e-6) {
            throw new IllegalArgumentException("expected stages whose shares add up to 1, found " + shares + " over "
                    + stages.stream().map(Stage::name).toList());
        }
    }

    /** Everything that any update changes, without repetition. */
    public List<Parameter> parameters() {
        return stages.stream()
                .flatMap(stage -> stage.updates().stream())
                .flatMap(update -> update.parameters().stream())
                .distinct()
                .toList();
    }
}

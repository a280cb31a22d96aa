package io.doppelstream.trainer.validate;

import io.doppelstream.trainer.train.Validation;
import java.util.List;

/**
 * Whether a training has gone wrong. A quality that no longer rises is no reason to stop: it is cheap and soon close to
 * what real rows reach, while relations of many columns are still being learned. A quality that fell, and stays fallen, is.
 */
public record EarlyStopping(ValidationConfig config) {

    /** Whether the last evaluations, as many as the patience, were all clearly below the best before them, or collapsed. */
    public boolean decline(List<Validation> history) {
        if (config.patience() == 0 || history.size() <= config.patience()) {
            return false;
        }
        int recent = history.size() - config.patience();
        double best = history.subList(0, recent).stream()
                .filter(validation -> validation.collapse().isEmpty())
                .mapToDouble(Validation::quality)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        return history.subList(recent, history.size()).stream()
                .allMatch(validation ->
                        !validation.collapse().isEmpty() || validation.quality() < best - config.decline());
    }
}

package io.doppelstream.trainer.validate;

import io.doppelstream.trainer.train.Validation;
import java.util.List;

/**
 * Whether a training has stopped to improve. The quality that counts is the best so far; small gains add up, so that a
 * slow climb is not taken for a plateau. Collapsed moments never count as improvements.
 */
public record EarlyStopping(ValidationConfig config) {

    /** Whether the last evaluations, as many as the patience, brought no improvement. */
    public boolean plateau(List<Validation> history) {
        if (config.patience() == 0) {
            return false;
        }
        double reference = Double.NEGATIVE_INFINITY;
        int without = 0;
        for (Validation evaluation : history) {
            if (evaluation.collapse().isEmpty() && evaluation.quality() > reference + config.improvement()) {
                reference = evaluation.quality();
                without = 0;
            } else {
                without++;
            }
        }
        return without >= config.patience();
    }
}

package io.doppelstream.trainer.validate;

import io.doppelstream.trainer.train.Validation;
import org.tensorflow.Session;

/** Measures a model in the middle of its training; nothing that training depends on changes. */
@FunctionalInterface
public interface Validator {

    /**
     * Evaluates the model as it stands.
     *
     * @param steps rounds done
     * @param fraction of the budget that is used up, at most 1
     * @param bestQuality quality of the best healthy model so far; NaN if there is none
     */
    Validation evaluate(Session session, long steps, double fraction, double bestQuality);
}

package io.doppelstream.trainer.loss;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A critic as a penalty sees it: a differentiable score of samples, any condition already bound. */
@FunctionalInterface
public interface Critic {

    /**
     * Scores each sample.
     *
     * @param samples float32[rows, ...]; with packing (Lin et al., 2018) one row is one pack
     * @return float32[rows, 1]
     */
    Operand<TFloat32> score(Operand<TFloat32> samples);
}

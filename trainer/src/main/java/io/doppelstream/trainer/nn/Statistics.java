package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Told what a training pass measured of its batch. */
@FunctionalInterface
public interface Statistics {

    /**
     * Takes note of one statistic of a batch.
     *
     * @param statistic the moving statistic that inference passes will use
     * @param ofBatch the batch's own value of it, of the same shape
     */
    void observe(Parameter statistic, Operand<TFloat32> ofBatch);

    static Statistics ignored() {
        return (statistic, ofBatch) -> {};
    }
}

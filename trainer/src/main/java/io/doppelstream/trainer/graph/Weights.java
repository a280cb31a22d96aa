package io.doppelstream.trainer.graph;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Where the values of parameters come from: variables, their averages, or constants. */
@FunctionalInterface
public interface Weights {

    /** The parameter's values, float32 of the parameter's shape, in the graph that these weights belong to. */
    Operand<TFloat32> of(Parameter parameter);
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A differentiable function of its input with parameters of its own. */
@FunctionalInterface
public interface Layer {

    /** Draws the layer into the pass's graph. */
    Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x);

    /** What an optimizer trains. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What is measured instead of trained: moving means and variances. */
    default List<Parameter> statistics() {
        return List.of();
    }
}

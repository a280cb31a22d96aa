package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@code [first(x), second(x), ...]}: layers of the same input, their outputs beside each other. */
record Parallel(List<Layer> layers) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        return new TensorMath(pass.tf())
                .joinColumns(layers.stream().map(layer -> layer.apply(pass, x)).toList());
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public List<Parameter> statistics() {
        return layers.stream().flatMap(layer -> layer.statistics().stream()).toList();
    }
}

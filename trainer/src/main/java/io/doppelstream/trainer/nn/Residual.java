package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@code inner(x) + shortcut(x)}. */
record Residual(Layer inner, Layer shortcut) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        return new TensorMath(pass.tf()).add(inner.apply(pass, x), shortcut.apply(pass, x));
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(inner.parameters().stream(), shortcut.parameters().stream())
                .toList();
    }

    @Override
    public List<Parameter> statistics() {
        return Stream.concat(inner.statistics().stream(), shortcut.statistics().stream())
                .toList();
    }
}

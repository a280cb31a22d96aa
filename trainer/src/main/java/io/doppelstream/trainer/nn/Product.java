package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@code left(x) right(x)}, element by element. */
record Product(Layer left, Layer right) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        return new TensorMath(pass.tf()).multiply(left.apply(pass, x), right.apply(pass, x));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(left.parameters());
        parameters.addAll(right.parameters());
        return parameters;
    }
}

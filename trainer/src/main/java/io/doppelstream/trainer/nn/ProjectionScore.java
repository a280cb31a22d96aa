package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * {@code score(x) + embedding(c) . x}, c the pass's condition: float32[rows, features] to float32[rows, 1].
 *
 * @param score from features to float32[rows, 1]
 * @param embedding from a condition to float32[rows, features]
 */
record ProjectionScore(Layer score, Layer embedding) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> agreement = tf.reduceSum(
                math.multiply(embedding.apply(pass, pass.condition()), x), tf.constant(1), ReduceSum.keepDims(true));
        return math.add(score.apply(pass, x), agreement);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(score.parameters().stream(), embedding.parameters().stream())
                .toList();
    }

    @Override
    public List<Parameter> statistics() {
        return Stream.concat(score.statistics().stream(), embedding.statistics().stream())
                .toList();
    }
}

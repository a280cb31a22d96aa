package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Batch norm whose gain and bias follow from the pass's condition c: {@code (1 + c G) (x - mean) / sqrt(variance +
 * epsilon) + c B}.
 *
 * @param gains G, float32[condition, channels]
 * @param biases B, float32[condition, channels]
 * @param moments mean and variance
 */
record ConditionalBatchNorm(Parameter gains, Parameter biases, BatchMoments moments) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        TensorMath math = new TensorMath(pass.tf());
        Operand<TFloat32> gain = math.add(math.scalar(1), ofCondition(pass, gains));
        Operand<TFloat32> standardized = new Normalization(pass).standardized(x, moments.of(pass, x));
        return math.add(math.multiply(standardized, gain), ofCondition(pass, biases));
    }

    /** float32[rows, 1, 1, channels]. */
    private static Operand<TFloat32> ofCondition(Pass pass, Parameter table) {
        Operand<TFloat32> rows =
                pass.tf().linalg.matMul(pass.condition(), pass.weights().of(table));
        return pass.tf().reshape(rows, pass.tf().constant(new int[] {
            -1, 1, 1, (int) table.shape().get(1)
        }));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gains, biases);
    }

    @Override
    public List<Parameter> statistics() {
        return moments.statistics();
    }
}

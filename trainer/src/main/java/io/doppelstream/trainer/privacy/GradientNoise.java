package io.doppelstream.trainer.privacy;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Variables;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Gaussian noise on gradients (Abadi et al., 2016), as a term of the loss: {@code sum over the parameters of n . w}, whose
 * gradient by a weight w is its noise n. An optimizer needs to know nothing of it.
 */
public final class GradientNoise {

    private GradientNoise() {}

    /**
     * The term.
     *
     * @param seeds of fresh, secret keys: who knows them can take the noise off
     * @param deviation of the noise on each weight's gradient
     * @return a scalar
     */
    public static Operand<TFloat32> term(
            Ops tf, Seeds seeds, Variables variables, List<Parameter> parameters, double deviation) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> term = math.scalar(0);
        for (Parameter parameter : parameters) {
            Operand<TFloat32> noise =
                    tf.stopGradient(tf.random.statelessRandomNormal(tf.constant(parameter.shape()), seeds.next(tf)));
            term = math.add(term, math.scale(deviation, math.sum(math.multiply(noise, variables.of(parameter)))));
        }
        return term;
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A layer whose kernel W, as the matrix float32[inputs, outputs], is divided by its largest singular value. One step of the
 * power iteration per training pass follows it: {@code v = |W u|, u' = |W^T v|, sigma = v^T W u'}, where |.| scales to
 * length 1 and v and u' are held constant.
 *
 * @param inner the layer
 * @param vector u, float32[1, outputs], kept like a moving statistic whose rate is 1
 */
record SpectralNorm(KernelLayer inner, Parameter vector) implements Layer {

    @Override
    public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
        Parameter kernel = inner.kernel();
        Operand<TFloat32> normalized = normalized(pass);
        return inner.apply(
                pass.withWeights(parameter ->
                        parameter == kernel ? normalized : pass.weights().of(parameter)),
                x);
    }

    private Operand<TFloat32> normalized(Pass pass) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> kernel = pass.weights().of(inner.kernel());
        Operand<TFloat32> matrix = tf.reshape(kernel, tf.constant(new int[] {-1, vector.size()}));
        Operand<TFloat32> constant = tf.stopGradient(matrix);
        Operand<TFloat32> last = tf.stopGradient(pass.weights().of(vector));
        Operand<TFloat32> left = unit(tf, math.timesTransposed(last, constant));
        Operand<TFloat32> right = unit(tf, tf.linalg.matMul(left, constant));
        if (pass.mode() == Mode.TRAINING) {
            pass.statistics().observe(vector, right);
        }
        Operand<TFloat32> sigma =
                math.sum(math.multiply(tf.linalg.matMul(tf.stopGradient(left), matrix), tf.stopGradient(right)));
        return tf.math.div(kernel, sigma);
    }

    private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> x) {
        TensorMath math = new TensorMath(tf);
        return tf.math.div(x, tf.math.sqrt(math.add(math.sum(tf.math.square(x)), math.scalar(1e-12))));
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public List<Parameter> statistics() {
        List<Parameter> statistics = new ArrayList<>(inner.statistics());
        statistics.add(vector);
        return statistics;
    }
}

package io.doppelstream.trainer.loss;

import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Added to the critic's loss to keep its gradient by the samples in bounds. */
@FunctionalInterface
public interface Penalty {

    /**
     * The penalty of a batch.
     *
     * @param real float32[rows, ...]
     * @param fake of the same shape
     * @return a scalar
     */
    Operand<TFloat32> apply(Ops tf, Seeds seeds, Critic critic, Operand<TFloat32> real, Operand<TFloat32> fake);

    default Penalty plus(Penalty other) {
        return (tf, seeds, critic, real, fake) ->
                tf.math.add(apply(tf, seeds, critic, real, fake), other.apply(tf, seeds, critic, real, fake));
    }

    /** {@code gamma / 2 E |grad D(real)|^2} (Mescheder et al., 2018). */
    static Penalty r1(double gamma) {
        return (tf, seeds, critic, real, fake) -> zeroCentered(tf, gamma, critic, real);
    }

    /** {@code gamma / 2 E |grad D(fake)|^2} (Mescheder et al., 2018). */
    static Penalty r2(double gamma) {
        return (tf, seeds, critic, real, fake) -> zeroCentered(tf, gamma, critic, fake);
    }

    /**
     * {@code weight E (|grad D(x)| - 1)^2} at {@code x = real + epsilon (fake - real)}, one epsilon uniform in [0, 1)
     * for each row, so one for each pack (Gulrajani et al., 2017).
     */
    static Penalty gradientPenalty(double weight) {
        return (tf, seeds, critic, real, fake) -> {
            TensorMath math = new TensorMath(tf);
            Operand<TFloat32> epsilon = onePerRow(tf, seeds, real);
            Operand<TFloat32> between = math.add(real, math.multiply(epsilon, math.subtract(fake, real)));
            Operand<TFloat32> gradient = math.inputGradient(critic.score(between), between);
            // The offset keeps the root's derivative finite where the gradient is zero.
            Operand<TFloat32> norm = tf.math.sqrt(math.add(math.squaredNorms(gradient), math.scalar(1e-12)));
            return math.scale(weight, math.mean(tf.math.square(math.subtract(norm, math.scalar(1)))));
        };
    }

    private static Operand<TFloat32> zeroCentered(Ops tf, double gamma, Critic critic, Operand<TFloat32> samples) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> gradient = math.inputGradient(critic.score(samples), samples);
        return math.scale(gamma / 2, math.mean(math.squaredNorms(gradient)));
    }

    /** Uniform float32[rows, 1, ...], as many axes as the samples have. */
    private static Operand<TFloat32> onePerRow(Ops tf, Seeds seeds, Operand<TFloat32> samples) {
        List<Operand<TInt32>> shape = new ArrayList<>();
        shape.add(new TensorMath(tf).rowCount(samples));
        shape.addAll(Collections.nCopies(samples.shape().numDimensions() - 1, tf.constant(1)));
        // Held constant, since it depends on the samples by their number.
        return tf.stopGradient(tf.random.statelessRandomUniform(tf.stack(shape), seeds.next(tf)));
    }
}

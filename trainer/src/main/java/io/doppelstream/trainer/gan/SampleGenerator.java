package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A generator network.
 *
 * @param network from noise, float32[rows, latent], under the pass's condition to float32[rows, ...]
 * @param latent width of the noise
 */
public record SampleGenerator(Layer network, int latent) {

    /** Keeps the quantiles finite. */
    private static final double TINY = 1e-7;

    /**
     * What {@link SampleSpace#samples} finishes.
     *
     * @param noise float32[rows, latent]
     * @param condition float32[rows, C]
     */
    public Operand<TFloat32> raw(Pass pass, Operand<TFloat32> noise, Operand<TFloat32> condition) {
        return network.apply(pass.withCondition(condition), noise);
    }

    /** Standard normal noise, float32[rows, latent]. */
    Operand<TFloat32> noise(Ops tf, Seeds seeds, Operand<TInt32> rows) {
        return tf.random.statelessRandomNormal(tf.stack(List.of(rows, tf.constant(latent))), seeds.next(tf));
    }

    /**
     * Standard normal noise truncated to [-t, t], float32[rows, latent], by its inverse distribution function (Brock et al.,
     * "Large Scale GAN Training for High Fidelity Natural Image Synthesis", 2019). From t of about 5 on nothing is truncated.
     *
     * @param truncation t, float32 scalar above 0
     */
    public Operand<TFloat32> noise(Ops tf, Seeds seeds, Operand<TInt32> rows, Operand<TFloat32> truncation) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> uniform =
                tf.random.statelessRandomUniform(tf.stack(List.of(rows, tf.constant(latent))), seeds.next(tf));
        // Phi(t) - Phi(-t); the interval lies around one half.
        Operand<TFloat32> inside = tf.math.erf(math.scale(Math.sqrt(0.5), truncation));
        Operand<TFloat32> probability =
                math.add(math.multiply(inside, math.subtract(uniform, math.scalar(0.5))), math.scalar(0.5));
        return tf.math.ndtri(tf.clipByValue(probability, math.scalar(TINY), math.scalar(1 - TINY)));
    }

    List<Parameter> parameters() {
        return network.parameters();
    }

    List<Parameter> statistics() {
        return network.statistics();
    }

    /** Everything that is published. */
    public List<Parameter> published() {
        return Stream.concat(parameters().stream(), statistics().stream()).toList();
    }
}

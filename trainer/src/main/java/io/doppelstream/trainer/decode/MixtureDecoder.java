package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.MixtureCodec;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** {@link MixtureCodec#decode} as a graph. */
final class MixtureDecoder {

    private MixtureDecoder() {}

    /**
     * Draws the decoding.
     *
     * @param category mode, or null after the last one, int32[rows]
     * @param scalar float64[rows]
     * @return float64[rows], NaN for null
     */
    static Operand<TFloat64> decode(Ops tf, MixtureCodec codec, Operand<TInt32> category, Operand<TFloat64> scalar) {
        double[] means = Arrays.copyOf(codec.means(), codec.categories());
        double[] spreads = new double[codec.categories()];
        for (int mode = 0; mode < codec.means().length; mode++) {
            spreads[mode] = 4 * codec.deviations()[mode];
        }
        if (codec.nullable()) {
            means[codec.means().length] = Double.NaN;
        }
        Operand<TFloat64> inside = tf.clipByValue(scalar, tf.constant(-1.0), tf.constant(1.0));
        Operand<TFloat64> mean = tf.gather(tf.constant(means), category, tf.constant(0));
        Operand<TFloat64> spread = tf.gather(tf.constant(spreads), category, tf.constant(0));
        return GridRounding.round(tf, codec.grid(), tf.math.add(mean, tf.math.mul(spread, inside)));
    }
}

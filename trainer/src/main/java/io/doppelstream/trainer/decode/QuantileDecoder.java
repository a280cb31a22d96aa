package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.QuantileFunction;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** {@link QuantileCodec#decode} as a graph, in double precision. */
record QuantileDecoder(Ops tf, QuantileCodec codec) {

    /**
     * Draws the decoding.
     *
     * @param category spike, null or rest, int32[rows]; Java null for a column without a group
     * @param scalar float64[rows]; Java null for a column without a rest
     * @return float64[rows], NaN for null
     */
    Operand<TFloat64> decode(Operand<TInt32> category, Operand<TFloat64> scalar) {
        if (category == null) {
            return rest(scalar);
        }
        double[] values = Arrays.copyOf(codec.spikes(), codec.categories());
        if (codec.nullable()) {
            values[codec.nullCategory()] = Double.NaN;
        }
        Operand<TFloat64> fixed = tf.gather(tf.constant(values), category, tf.constant(0));
        return codec.rest() == null
                ? fixed
                : tf.select(tf.math.equal(category, tf.constant(codec.restCategory())), rest(scalar), fixed);
    }

    private Operand<TFloat64> rest(Operand<TFloat64> scalar) {
        return GridRounding.round(tf, codec.grid(), quantile(probability(scalar)));
    }

    /** {@link NormalScalar#probability}: the normal distribution function, cut off and stretched to [0, 1]. */
    private Operand<TFloat64> probability(Operand<TFloat64> scalar) {
        Operand<TFloat64> normal = tf.math.mul(scalar, tf.constant(-NormalScalar.CUT / Math.sqrt(2)));
        Operand<TFloat64> cumulative = tf.math.mul(tf.constant(0.5), tf.math.erfc(normal));
        Operand<TFloat64> stretched = tf.math.div(
                tf.math.sub(cumulative, tf.constant(NormalScalar.lowest())), tf.constant(NormalScalar.span()));
        return tf.clipByValue(stretched, tf.constant(0.0), tf.constant(1.0));
    }

    /** {@link QuantileFunction#quantile}: the piece that holds the probability, and the place in it. */
    private Operand<TFloat64> quantile(Operand<TFloat64> probability) {
        double[] probabilities = codec.rest().probabilities();
        double[] values = codec.rest().values();
        Operand<TInt32> above = tf.reshape(
                tf.upperBound(
                        tf.constant(new double[][] {probabilities}),
                        tf.reshape(probability, tf.constant(new int[] {1, -1}))),
                tf.constant(new int[] {-1}));
        Operand<TInt32> piece = tf.clipByValue(
                tf.math.sub(above, tf.constant(1)), tf.constant(0), tf.constant(probabilities.length - 2));
        Operand<TFloat64> start = pick(Arrays.copyOf(probabilities, probabilities.length - 1), piece);
        Operand<TFloat64> width = pick(differences(probabilities), piece);
        Operand<TFloat64> share = tf.clipByValue(
                tf.math.divNoNan(tf.math.sub(probability, start), width), tf.constant(0.0), tf.constant(1.0));
        Operand<TFloat64> low = pick(Arrays.copyOf(values, values.length - 1), piece);
        return tf.math.add(low, tf.math.mul(share, pick(differences(values), piece)));
    }

    private Operand<TFloat64> pick(double[] table, Operand<TInt32> piece) {
        return tf.gather(tf.constant(table), piece, tf.constant(0));
    }

    private static double[] differences(double[] knots) {
        double[] differences = new double[knots.length - 1];
        for (int index = 0; index < differences.length; index++) {
            differences[index] = knots[index + 1] - knots[index];
        }
        return differences;
    }
}

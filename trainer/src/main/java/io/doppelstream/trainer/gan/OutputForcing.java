package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * From unfinished rows to scalars and categories within the conditions, so that these hold by construction: a scalar is
 * {@code low + (high - low) (tanh + 1) / 2}, a category outside the condition has no chance. The same in training (with
 * a softmax in the place of the choice) and in sampling.
 *
 * @param layout of an encoded row
 */
public record OutputForcing(EncodedLayout layout) {

    /** Keeps logarithms finite where the uniform noise is 0 or next to 1. */
    private static final double TINY = 1e-10;

    /**
     * Scalars within their intervals.
     *
     * @param raw float32[rows, D]
     * @param interval lower and upper ends, float32[rows or 1, S, 2]
     * @return float32[rows, S], in [-1, 1]
     */
    public Operand<TFloat32> scalars(Ops tf, Operand<TFloat32> raw, Operand<TFloat32> interval) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> unit = tf.math.tanh(math.columns(raw, 0, layout.scalars()));
        Operand<TFloat32> low = tf.gather(interval, tf.constant(0), tf.constant(2));
        Operand<TFloat32> high = tf.gather(interval, tf.constant(1), tf.constant(2));
        Operand<TFloat32> share = math.scale(0.5, math.add(unit, math.scalar(1)));
        return math.add(low, math.multiply(math.subtract(high, low), share));
    }

    /**
     * Perturbed logits, whose largest entry in each group is a draw from the group's distribution (the Gumbel-max
     * trick); padding and what the condition forbids never wins.
     *
     * @param raw float32[rows, D]
     * @param mask 0 or {@link ConditionLayout#FORBIDDEN}, float32[rows or 1, L]
     * @return float32[rows, L]
     */
    public Operand<TFloat32> perturbedLogits(Ops tf, Seeds seeds, Operand<TFloat32> raw, Operand<TFloat32> mask) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> allowed = math.add(mask, paddingBias(tf));
        Operand<TFloat32> logits = math.columns(raw, layout.scalars(), layout.logits());
        return math.add(perturbed(tf, seeds, logits), allowed);
    }

    /** Logits plus Gumbel noise, of any shape: the largest of a group is a draw from its softmax. */
    public static Operand<TFloat32> perturbed(Ops tf, Seeds seeds, Operand<TFloat32> logits) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> uniform =
                tf.stopGradient(tf.random.statelessRandomUniform(tf.shape(tf.stopGradient(logits)), seeds.next(tf)));
        Operand<TFloat32> tiny = math.scalar(TINY);
        Operand<TFloat32> gumbel = tf.math.neg(tf.math.log(math.subtract(tiny, tf.math.log(math.add(uniform, tiny)))));
        return math.add(logits, gumbel);
    }

    /**
     * Rows as a critic sees them: scalars, then Gumbel-softmax groups (Jang et al., 2017).
     *
     * @param temperature of the softmax, such as 0.2
     * @return float32[rows, D]
     */
    public Operand<TFloat32> softRows(
            Ops tf,
            Seeds seeds,
            Operand<TFloat32> raw,
            Operand<TFloat32> mask,
            Operand<TFloat32> interval,
            double temperature) {
        TensorMath math = new TensorMath(tf);
        List<Operand<TFloat32>> parts = new ArrayList<>();
        if (layout.scalars() > 0) {
            parts.add(scalars(tf, raw, interval));
        }
        if (layout.logits() > 0) {
            Operand<TFloat32> logits = math.scale(1 / temperature, perturbedLogits(tf, seeds, raw, mask));
            byBucket(tf, logits, tf.nn::softmax, parts);
        }
        return math.joinColumns(parts);
    }

    /**
     * Rows as they will be decoded: scalars, then for each group 1 at the largest logit and 0 elsewhere.
     *
     * @param scalars float32[rows, S]; not looked at where S is 0
     * @param logits perturbed, float32[rows, L]
     * @return float32[rows, D]
     */
    public Operand<TFloat32> hardRows(Ops tf, Operand<TFloat32> scalars, Operand<TFloat32> logits) {
        List<Operand<TFloat32>> parts = new ArrayList<>();
        if (layout.scalars() > 0) {
            parts.add(scalars);
        }
        byBucket(tf, logits, groups -> oneHot(tf, groups), parts);
        return new TensorMath(tf).joinColumns(parts);
    }

    private static Operand<TFloat32> oneHot(Ops tf, Operand<TFloat32> groups) {
        return tf.oneHot(
                tf.math.argMax(groups, tf.constant(1)),
                tf.constant((int) groups.shape().get(1)),
                tf.constant(1f),
                tf.constant(0f));
    }

    /**
     * Logarithm of each group's softmax without noise and conditions.
     *
     * @param raw float32[rows, D]
     * @return float32[rows, L]
     */
    Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> raw) {
        TensorMath math = new TensorMath(tf);
        List<Operand<TFloat32>> parts = new ArrayList<>();
        Operand<TFloat32> logits = math.columns(raw, layout.scalars(), layout.logits());
        byBucket(tf, math.add(logits, paddingBias(tf)), tf.nn::logSoftmax, parts);
        return math.joinColumns(parts);
    }

    /** Applies a function of matrices whose rows are groups to all groups of equal width at once. */
    private void byBucket(Ops tf, Operand<TFloat32> logits, GroupFunction function, List<Operand<TFloat32>> parts) {
        TensorMath math = new TensorMath(tf);
        for (EncodedLayout.Bucket bucket : layout.buckets()) {
            int width = bucket.groups() * bucket.width();
            Operand<TFloat32> groups = tf.reshape(
                    math.columns(logits, bucket.offset() - layout.scalars(), width),
                    tf.constant(new int[] {-1, bucket.width()}));
            parts.add(tf.reshape(function.apply(groups), tf.constant(new int[] {-1, width})));
        }
    }

    private interface GroupFunction {
        Operand<TFloat32> apply(Operand<TFloat32> groups);
    }

    /** {@link ConditionLayout#FORBIDDEN} on padding, 0 elsewhere, float32[1, L]. */
    private Operand<TFloat32> paddingBias(Ops tf) {
        float[] bias = new float[layout.logits()];
        Arrays.fill(bias, ConditionLayout.FORBIDDEN);
        for (EncodedLayout.Slot slot : layout.slots()) {
            if (slot.hasGroup()) {
                int from = slot.group() - layout.scalars();
                Arrays.fill(bias, from, from + slot.categories(), 0);
            }
        }
        return tf.constant(Shape.of(1, bias.length), DataBuffers.of(bias));
    }
}

package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

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
    /** Of no weight beside any probability that matters. */
    private static final float LEAST = 1e-30f;

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
     * A category of each group, drawn from {@code softmax(logits) + floors} within the mask by the inverse of its
     * distribution function: one uniform number a group, where the Gumbel-max trick takes one and two logarithms a
     * category. Padding and what the condition forbids is never drawn.
     *
     * @param raw float32[rows, D]
     * @param mask 0 or {@link ConditionLayout#FORBIDDEN}, float32[rows or 1, L]
     * @param floors as {@link RowGenerator#floors} has them, D entries
     * @return indices in the groups, in the order that these lie in a row, int32[rows, G]
     */
    public Operand<TInt32> categories(
            Ops tf, Seeds seeds, Operand<TFloat32> raw, Operand<TFloat32> mask, float[] floors) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> logits = math.add(math.columns(raw, layout.scalars(), layout.logits()), paddingBias(tf));
        Operand<TFloat32> allowed = tf.math.exp(mask);
        List<Operand<TInt32>> drawn = new ArrayList<>();
        for (EncodedLayout.Bucket bucket : layout.buckets()) {
            int first = bucket.offset() - layout.scalars();
            int width = bucket.groups() * bucket.width();
            Operand<TFloat32> groups = groupsOf(tf, bucket, math.columns(logits, first, width));
            Operand<TFloat32> probabilities =
                    hasFloor(bucket, floors) ? tf.nn.softmax(groups) : likelihoods(tf, groups);
            Operand<TFloat32> least = least(tf, bucket, floors);
            Operand<TFloat32> weights = math.multiply(
                    math.add(rowsOf(tf, width, probabilities), least), math.columns(allowed, first, width));
            Operand<TInt32> categories = drawn(tf, seeds, groupsOf(tf, bucket, weights), bucket.width());
            drawn.add(tf.reshape(categories, tf.constant(new int[] {-1, bucket.groups()})));
        }
        Operand<TInt32> all = drawn.size() == 1 ? drawn.get(0) : tf.concat(drawn, tf.constant(1));
        return tf.math.minimum(all, lastCategories(tf));
    }

    /** The softmax up to a factor for each row, at half its price. float32[n, width]. */
    private static Operand<TFloat32> likelihoods(Ops tf, Operand<TFloat32> logits) {
        return tf.math.exp(tf.math.sub(logits, tf.max(logits, tf.constant(1), Max.keepDims(true))));
    }

    private static boolean hasFloor(EncodedLayout.Bucket bucket, float[] floors) {
        return IntStream.range(bucket.offset(), bucket.offset() + bucket.groups() * bucket.width())
                .anyMatch(place -> floors[place] > 0);
    }

    /** Rounding never leads beyond a group's last category. int32[1, G]. */
    private Operand<TInt32> lastCategories(Ops tf) {
        int[] last = new int[layout.groups()];
        for (EncodedLayout.Slot slot : layout.slots()) {
            if (slot.hasGroup()) {
                last[layout.groupIndex(slot)] = slot.categories() - 1;
            }
        }
        return tf.constant(Shape.of(1, last.length), DataBuffers.of(last));
    }

    /**
     * An index of each row's weights, drawn in proportion to them.
     *
     * @param weights at least 0, with a positive sum, float32[n, width]
     * @return int32[n, 1]
     */
    private static Operand<TInt32> drawn(Ops tf, Seeds seeds, Operand<TFloat32> weights, int width) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> cumulated = tf.linalg.matMul(weights, upToAndWith(tf, width));
        Operand<TFloat32> total = math.columns(cumulated, width - 1, 1);
        Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(total), seeds.next(tf));
        return tf.upperBound(cumulated, math.multiply(uniform, total));
    }

    /** 1 on and above the diagonal: a product with it cumulates, many times faster than TensorFlow's operation for that. */
    private static Operand<TFloat32> upToAndWith(Ops tf, int width) {
        float[] triangle = new float[width * width];
        for (int from = 0; from < width; from++) {
            Arrays.fill(triangle, from * width + from, (from + 1) * width, 1);
        }
        return tf.constant(Shape.of(width, width), DataBuffers.of(triangle));
    }

    /**
     * What a bucket's categories have besides their softmax: the floor, and next to nothing, so that something is drawn
     * where all that a condition allows has underflowed. Padding has 0. float32[1, groups * width].
     */
    private Operand<TFloat32> least(Ops tf, EncodedLayout.Bucket bucket, float[] floors) {
        float[] least = new float[bucket.groups() * bucket.width()];
        for (EncodedLayout.Slot slot : layout.slots()) {
            int from = slot.group() - bucket.offset();
            if (slot.hasGroup() && from >= 0 && from < least.length) {
                for (int category = 0; category < slot.categories(); category++) {
                    least[from + category] = floors[slot.group() + category] + LEAST;
                }
            }
        }
        return tf.constant(Shape.of(1, least.length), DataBuffers.of(least));
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
            Operand<TFloat32> logits = math.columns(raw, layout.scalars(), layout.logits());
            Operand<TFloat32> perturbed = math.add(perturbed(tf, seeds, logits), math.add(mask, paddingBias(tf)));
            byBucket(tf, math.scale(1 / temperature, perturbed), tf.nn::softmax, parts);
        }
        return math.joinColumns(parts);
    }

    /**
     * Rows as they will be decoded: scalars, then for each group 1 at its category and 0 elsewhere.
     *
     * @param scalars float32[rows, S]; not looked at where S is 0
     * @param categories int32[rows, G]
     * @return float32[rows, D]
     */
    public Operand<TFloat32> hardRows(Ops tf, Operand<TFloat32> scalars, Operand<TInt32> categories) {
        List<Operand<TFloat32>> parts = new ArrayList<>();
        if (layout.scalars() > 0) {
            parts.add(scalars);
        }
        int group = 0;
        for (EncodedLayout.Bucket bucket : layout.buckets()) {
            Operand<TInt32> drawn = tf.slice(
                    categories, tf.constant(new int[] {0, group}), tf.constant(new int[] {-1, bucket.groups()}));
            parts.add(rowsOf(
                    tf,
                    bucket.groups() * bucket.width(),
                    tf.oneHot(drawn, tf.constant(bucket.width()), tf.constant(1f), tf.constant(0f))));
            group += bucket.groups();
        }
        return new TensorMath(tf).joinColumns(parts);
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
            Operand<TFloat32> groups =
                    groupsOf(tf, bucket, math.columns(logits, bucket.offset() - layout.scalars(), width));
            parts.add(rowsOf(tf, width, function.apply(groups)));
        }
    }

    /** A bucket's part of the rows as a matrix of a row a group. */
    private static Operand<TFloat32> groupsOf(Ops tf, EncodedLayout.Bucket bucket, Operand<TFloat32> rows) {
        return tf.reshape(rows, tf.constant(new int[] {-1, bucket.width()}));
    }

    private static Operand<TFloat32> rowsOf(Ops tf, int width, Operand<TFloat32> groups) {
        return tf.reshape(groups, tf.constant(new int[] {-1, width}));
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

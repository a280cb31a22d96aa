package io.doppelstream.trainer.graph;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Arithmetic on float32 tensors, so that losses and layers read like their formulas. */
public record TensorMath(Ops tf) {

    public Operand<TFloat32> scalar(double value) {
        return tf.constant((float) value);
    }

    public Operand<TFloat32> add(Operand<TFloat32> left, Operand<TFloat32> right) {
        return tf.math.add(left, right);
    }

    public Operand<TFloat32> subtract(Operand<TFloat32> left, Operand<TFloat32> right) {
        return tf.math.sub(left, right);
    }

    public Operand<TFloat32> multiply(Operand<TFloat32> left, Operand<TFloat32> right) {
        return tf.math.mul(left, right);
    }

    public Operand<TFloat32> scale(double factor, Operand<TFloat32> x) {
        return tf.math.mul(scalar(factor), x);
    }

    /** Mean of all elements, a scalar. */
    public Operand<TFloat32> mean(Operand<TFloat32> x) {
        return tf.math.mean(flat(x), tf.constant(0));
    }

    /** Sum of all elements, a scalar. */
    public Operand<TFloat32> sum(Operand<TFloat32> x) {
        return tf.reduceSum(flat(x), tf.constant(0));
    }

    /** Sum of the squares of each row (first axis), float32[rows]. */
    public Operand<TFloat32> squaredNorms(Operand<TFloat32> x) {
        Operand<TFloat32> rows =
                x.shape().numDimensions() == 2 ? x : tf.reshape(x, tf.stack(List.of(rowCount(x), tf.constant(-1))));
        return tf.reduceSum(tf.math.square(rows), tf.constant(1));
    }

    /** Length of the first axis, int32 scalar. */
    public Operand<TInt32> rowCount(Operand<TFloat32> x) {
        return tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
    }

    /** Columns {@code from} to {@code from + width} of a matrix, float32[rows, width]. */
    public Operand<TFloat32> columns(Operand<TFloat32> x, int from, int width) {
        return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, width}));
    }

    /** The first rows (first axis), float32[count, ...]. */
    public Operand<TFloat32> firstRows(Operand<TFloat32> x, int count) {
        int[] size = new int[x.shape().numDimensions()];
        Arrays.fill(size, -1);
        size[0] = count;
        return tf.slice(x, tf.constant(new int[size.length]), tf.constant(size));
    }

    /** {@code left right^T}, float32[rows of left, rows of right]. */
    public Operand<TFloat32> timesTransposed(Operand<TFloat32> left, Operand<TFloat32> right) {
        return tf.linalg.matMul(left, right, MatMul.transposeB(true));
    }

    /** Matrices side by side, float32[rows, sum of the widths]. */
    public Operand<TFloat32> joinColumns(List<Operand<TFloat32>> parts) {
        return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
    }

    /** {@code max(0, x)} that can be differentiated twice, which ReLU cannot in TensorFlow's C++ gradients. */
    public Operand<TFloat32> positivePart(Operand<TFloat32> x) {
        return leakyRelu(x, 0);
    }

    public Operand<TFloat32> leakyRelu(Operand<TFloat32> x, double slope) {
        return tf.nn.leakyRelu(x, LeakyRelu.alpha((float) slope));
    }

    /**
     * Gradient of the sum of the scores by {@code x}, of x's shape. It can itself be differentiated: its starting
     * gradient is given explicitly and held constant, since OnesLike has no gradient.
     */
    public Operand<TFloat32> inputGradient(Operand<TFloat32> scores, Operand<TFloat32> x) {
        Operand<TFloat32> ones = tf.stopGradient(tf.onesLike(scores));
        return tf.gradients(scores, List.of(x), Gradients.dx(List.of(ones))).dy(0);
    }

    private Operand<TFloat32> flat(Operand<TFloat32> x) {
        return tf.reshape(x, tf.constant(new int[] {-1}));
    }
}

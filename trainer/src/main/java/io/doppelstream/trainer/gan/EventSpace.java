package io.doppelstream.trainer.gan;

import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
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
 * The blocks of {@link EventFeatures} as a detector's networks see them: each feature in deviations from its mean in the training
 * rows, so that what is rare there is large.
 *
 * @param features of the events
 * @param means of the F features of all blocks
 * @param deviations of them, not below {@value #SMALLEST_DEVIATION}: what never varied is large when it does
 */
public record EventSpace(EventFeatures features, float[] means, float[] deviations) {

    private static final double SMALLEST_DEVIATION = 0.05;

    /**
     * Measures the features.
     *
     * @param rows training rows as {@link EventFeatures#encode} gives them
     */
    public static EventSpace of(EventFeatures features, float[] rows) {
        int from = features.codeWidth();
        int width = features.width() - from;
        int count = rows.length / features.width();
        double[] sums = new double[width];
        double[] squares = new double[width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                double value = rows[row * features.width() + from + i];
                sums[i] += value;
                squares[i] += value * value;
            }
        }
        float[] means = new float[width];
        float[] deviations = new float[width];
        for (int i = 0; i < width; i++) {
            double mean = sums[i] / count;
            means[i] = (float) mean;
            deviations[i] =
                    (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, squares[i] / count - mean * mean)));
        }
        return new EventSpace(features, means, deviations);
    }

    /** Number of features, F. */
    public int width() {
        return means.length;
    }

    /**
     * Features of events.
     *
     * @param row float32[rows, D], as {@link EventFeatures#encode} gives them
     * @return float32[rows, F]
     */
    public Operand<TFloat32> standardized(Ops tf, Operand<TFloat32> row) {
        Operand<TFloat32> blocks = new TensorMath(tf).columns(row, features.codeWidth(), width());
        return tf.math.div(tf.math.sub(blocks, vector(tf, means)), vector(tf, deviations));
    }

    /** The way back: blocks as {@link EventFeatures} has them, float32[rows, F]. */
    public Operand<TFloat32> original(Ops tf, Operand<TFloat32> standardized) {
        return tf.math.add(tf.math.mul(standardized, vector(tf, deviations)), vector(tf, means));
    }

    /**
     * What a generator's last layer means: numbers as they are, categories and null by softmax; nothing is unseen.
     *
     * @param raw float32[rows, F]
     * @return standardized, float32[rows, F]
     */
    public Operand<TFloat32> finished(Ops tf, Operand<TFloat32> raw) {
        TensorMath math = new TensorMath(tf);
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (FeatureBlock block : features.blocks()) {
            int from = block.from() - features.codeWidth();
            int seen = block.width() - 1;
            Operand<TFloat32> values = math.columns(raw, from, seen);
            Operand<TFloat32> unseen = math.scale(0, math.columns(raw, from + seen, 1));
            parts.add(block.numeric() ? numbers(tf, block, values, from) : finished(tf, tf.nn.softmax(values), from));
            parts.add(finished(tf, unseen, from + seen));
        }
        return math.joinColumns(parts);
    }

    private Operand<TFloat32> numbers(Ops tf, FeatureBlock block, Operand<TFloat32> values, int from) {
        TensorMath math = new TensorMath(tf);
        if (block.flags() == 1) {
            return values;
        }
        Operand<TFloat32> missing = tf.math.sigmoid(math.columns(values, block.values(), 1));
        return math.joinColumns(
                List.of(math.columns(values, 0, block.values()), finished(tf, missing, from + block.values())));
    }

    private Operand<TFloat32> finished(Ops tf, Operand<TFloat32> values, int from) {
        int to = from + (int) values.shape().get(1);
        return tf.math.div(
                tf.math.sub(values, vector(tf, Arrays.copyOfRange(means, from, to))),
                vector(tf, Arrays.copyOfRange(deviations, from, to)));
    }

    /**
     * Sums over the features of each learned column.
     *
     * @param x float32[rows, F]
     * @return float32[rows, learned columns], in the order of the schema
     */
    public Operand<TFloat32> columnSums(Ops tf, Operand<TFloat32> x) {
        List<FeatureBlock> blocks = features.blocks();
        float[] belongs = new float[width() * blocks.size()];
        for (int column = 0; column < blocks.size(); column++) {
            for (int i = 0; i < blocks.get(column).width(); i++) {
                belongs[(blocks.get(column).from() - features.codeWidth() + i) * blocks.size() + column] = 1;
            }
        }
        return tf.linalg.matMul(x, tf.constant(Shape.of(width(), blocks.size()), DataBuffers.of(belongs)));
    }

    private static Operand<TFloat32> vector(Ops tf, float[] values) {
        return tf.constant(Shape.of(1, values.length), DataBuffers.of(values));
    }
}

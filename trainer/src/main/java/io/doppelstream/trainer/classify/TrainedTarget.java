package io.doppelstream.trainer.classify;

import io.doppelstream.trainer.gan.OutputForcing;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A classifier that draws the target of generated rows. The others of a row's columns are drawn by the generator, under the
 * row's condition, and then the target given them: {@code p(x) p(y | x)}, the second factor learned from real rows by
 * cross-entropy instead of in the game. A condition on the target holds as ever: the generator sees it, and what it forbids
 * is not drawn here either.
 *
 * @param classifier the network
 * @param weights of its best moment
 * @param shifts added to its logits, so that each category has its real share in generated rows
 * @param facts of its training, for the manifest
 */
public record TrainedTarget(TargetClassifier classifier, WeightSnapshot weights, float[] shifts, Facts facts) {

    /**
     * How it was trained.
     *
     * @param column name of the target
     * @param steps after which its weights were taken
     * @param validationLoss cross-entropy on rows that it did not see, nats
     * @param marginalLoss cross-entropy there of the bare shares, nats
     */
    public record Facts(String column, long steps, double validationLoss, double marginalLoss) {}

    /**
     * Draws the target's category anew.
     *
     * @param scalars float32[rows, S], in [-1, 1]
     * @param categories of all groups, int32[rows, G]
     * @param mask 0 or a large negative number, float32[rows or 1, L]
     * @return int32[rows, G]
     */
    public Operand<TInt32> redraw(
            Ops tf, Seeds seeds, Operand<TFloat32> scalars, Operand<TInt32> categories, Operand<TFloat32> mask) {
        TensorMath math = new TensorMath(tf);
        int first = classifier.slot().group() - classifier.layout().scalars();
        int width = classifier.slot().categories();
        Operand<TFloat32> rows = new OutputForcing(classifier.layout()).hardRows(tf, scalars, categories);
        Operand<TFloat32> given = math.add(
                classifier.logits(Pass.inference(tf, weights.constants(tf), seeds), rows),
                tf.constant(Shape.of(1, width), DataBuffers.of(shifts)));
        Operand<TFloat32> perturbed =
                math.add(OutputForcing.perturbed(tf, seeds, given), math.columns(mask, first, width));
        Operand<TInt32> redrawn =
                tf.expandDims(tf.math.argMax(perturbed, tf.constant(1), TInt32.class), tf.constant(1));
        int group = classifier.layout().groupIndex(classifier.slot());
        Operand<TInt32> own = tf.constant(IntStream.range(0, classifier.layout().groups())
                .map(index -> index == group ? 1 : 0)
                .toArray());
        return tf.select(tf.math.equal(own, tf.constant(1)), redrawn, categories);
    }
}

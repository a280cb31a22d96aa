package io.doppelstream.trainer.classify;

import io.doppelstream.trainer.gan.OutputForcing;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
     * Replaces the target's perturbed logits.
     *
     * @param scalars float32[rows, S], in [-1, 1]
     * @param logits perturbed, padding and what the condition forbids low, float32[rows, L]
     * @param mask 0 or a large negative number, float32[rows or 1, L]
     * @return float32[rows, L]
     */
    public Operand<TFloat32> redraw(
            Ops tf, Seeds seeds, Operand<TFloat32> scalars, Operand<TFloat32> logits, Operand<TFloat32> mask) {
        TensorMath math = new TensorMath(tf);
        int first = classifier.slot().group() - classifier.layout().scalars();
        int categories = classifier.slot().categories();
        int end = first + categories;
        Operand<TFloat32> rows = new OutputForcing(classifier.layout()).hardRows(tf, scalars, logits);
        Operand<TFloat32> given = math.add(
                classifier.logits(Pass.inference(tf, weights.constants(tf), seeds), rows),
                tf.constant(Shape.of(1, categories), DataBuffers.of(shifts)));
        List<Operand<TFloat32>> parts = new ArrayList<>();
        if (first > 0) {
            parts.add(math.columns(logits, 0, first));
        }
        parts.add(math.add(OutputForcing.perturbed(tf, seeds, given), math.columns(mask, first, categories)));
        if (end < classifier.layout().logits()) {
            parts.add(math.columns(logits, end, classifier.layout().logits() - end));
        }
        return math.joinColumns(parts);
    }
}

package io.doppelstream.trainer.classify;

import io.doppelstream.trainer.calibrate.ShareFit;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Shifts of a classifier's logits that give its categories their real shares in generated rows, which are not quite as real ones. */
final class TargetShifts {

    private TargetShifts() {}

    /**
     * Finds the shifts.
     *
     * @param generated encoded rows, float[n * D]
     * @param shares of the categories among real rows
     */
    static float[] of(
            TargetClassifier classifier,
            WeightSnapshot weights,
            float[] generated,
            double[] shares,
            ExecutionConfig execution) {
        float[] logits = logits(classifier, weights, generated, execution);
        return ShareFit.of(logits, shares.length, 0, shares).shifts();
    }

    private static float[] logits(
            TargetClassifier classifier, WeightSnapshot weights, float[] generated, ExecutionConfig execution) {
        int width = classifier.layout().width();
        int rows = generated.length / width;
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
            Operand<TFloat32> logits =
                    classifier.logits(Pass.inference(tf, weights.constants(tf), Seeds.ofInitialization(0)), input);
            try (Session session = new Session(graph, execution.forDrawnGraph());
                    TFloat32 fed = TFloat32.tensorOf(Shape.of(rows, width), DataBuffers.of(generated));
                    Result result =
                            session.runner().feed(input, fed).fetch(logits).run()) {
                float[] copy = new float[rows * classifier.slot().categories()];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(copy);
                return copy;
            }
        }
    }
}

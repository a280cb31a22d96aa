package io.doppelstream.trainer.classify;

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

/**
 * Shifts b of a classifier's logits l that solve {@code mean over generated rows of softmax(l + b) = real shares}, by the fixed
 * point {@code b += log(share / mean)}: generated rows are not quite as real ones, and rare classes feel it most.
 */
final class TargetShifts {

    private static final int ROUNDS = 10;
    private static final double LARGEST = 2;

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
        double[] shifts = new double[shares.length];
        for (int round = 0; round < ROUNDS; round++) {
            double[] mean = meanProbabilities(logits, shifts);
            for (int category = 0; category < shifts.length; category++) {
                double step = Math.log((shares[category] + 1e-9) / (mean[category] + 1e-9));
                shifts[category] = Math.max(-LARGEST, Math.min(LARGEST, shifts[category] + step));
            }
        }
        float[] result = new float[shifts.length];
        for (int category = 0; category < result.length; category++) {
            result[category] = (float) shifts[category];
        }
        return result;
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
            try (Session session = new Session(graph, execution.toProto());
                    TFloat32 fed = TFloat32.tensorOf(Shape.of(rows, width), DataBuffers.of(generated));
                    Result result =
                            session.runner().feed(input, fed).fetch(logits).run()) {
                float[] copy = new float[rows * classifier.slot().categories()];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(copy);
                return copy;
            }
        }
    }

    private static double[] meanProbabilities(float[] logits, double[] shifts) {
        int size = shifts.length;
        int rows = logits.length / size;
        double[] mean = new double[size];
        double[] row = new double[size];
        for (int index = 0; index < rows; index++) {
            double top = Double.NEGATIVE_INFINITY;
            for (int category = 0; category < size; category++) {
                row[category] = logits[index * size + category] + shifts[category];
                top = Math.max(top, row[category]);
            }
            double sum = 0;
            for (int category = 0; category < size; category++) {
                row[category] = Math.exp(row[category] - top);
                sum += row[category];
            }
            for (int category = 0; category < size; category++) {
                mean[category] += row[category] / sum / rows;
            }
        }
        return mean;
    }
}

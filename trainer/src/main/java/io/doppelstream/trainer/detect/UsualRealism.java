package io.doppelstream.trainer.detect;

import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
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

/** What a critic finds of rows, on average. */
final class UsualRealism {

    /** Scores have none. */
    static final Seeds NO_NOISE = graph -> {
        throw new IllegalStateException("expected scores without noise, found a random operation");
    };

    private UsualRealism() {}

    /** @param rows as {@link EventFeatures#encode} gives them */
    static double of(
            RowCritic critic, WeightSnapshot weights, EventFeatures features, float[] rows, ExecutionConfig execution) {
        int count = rows.length / features.width();
        try (Graph graph = new Graph();
                TFloat32 fed = TFloat32.tensorOf(Shape.of(count, features.width()), DataBuffers.of(rows))) {
            Ops tf = Ops.create(graph);
            TensorMath math = new TensorMath(tf);
            Operand<TFloat32> row = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, features.width())));
            Pass pass = Pass.inference(tf, weights.constants(tf), NO_NOISE);
            Operand<TFloat32> mean = math.mean(critic.realism(pass, math.columns(row, 0, features.codeWidth())));
            try (Session session = new Session(graph, execution.forDrawnGraph());
                    Result result = session.runner().feed(row, fed).fetch(mean).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }
}

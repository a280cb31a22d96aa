package io.doppelstream.trainer.detect;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.trainer.graph.ExecutionConfig;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Scores events in process. Owner of its graph and session. */
public final class DetectorScorer implements AutoCloseable {

    private static final int CHUNK = 2048;

    private final EventFeatures features;
    private final Graph graph = new Graph();
    private final Placeholder<TFloat32> row;
    private final TrainedDetector.Drawn drawn;
    private final Session session;

    public DetectorScorer(TrainedDetector detector, ExecutionConfig execution) {
        features = detector.features();
        Ops tf = Ops.create(graph);
        row = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, features.width())));
        drawn = detector.draw(tf, row);
        session = new Session(graph, execution.forDrawnGraph());
    }

    /** The features that it reads. */
    public EventFeatures features() {
        return features;
    }

    /**
     * Scores a table's rows.
     *
     * @return raw scores by row, in the order of {@link TrainedDetector#MEMBERS}
     */
    public double[][] score(Table table) {
        double[][] scores = new double[table.rows()][];
        for (int first = 0; first < table.rows(); first += CHUNK) {
            int count = Math.min(CHUNK, table.rows() - first);
            Table chunk = table.select(IntStream.range(first, first + count).toArray());
            System.arraycopy(score(features.encode(chunk)), 0, scores, first, count);
        }
        return scores;
    }

    /**
     * Scores encoded events.
     *
     * @param rows as {@link EventFeatures#encode} gives them
     */
    public double[][] score(float[] rows) {
        int count = rows.length / features.width();
        double[][] scores = new double[count][drawn.members().size()];
        try (TFloat32 fed = TFloat32.tensorOf(Shape.of(count, features.width()), DataBuffers.of(rows))) {
            Session.Runner runner = session.runner().feed(row, fed);
            drawn.members().values().forEach(runner::fetch);
            try (Result result = runner.run()) {
                for (int member = 0; member < drawn.members().size(); member++) {
                    float[] values = new float[count];
                    ((TFloat32) result.get(member))
                            .asRawTensor()
                            .data()
                            .asFloats()
                            .read(values);
                    for (int i = 0; i < count; i++) {
                        scores[i][member] = values[i];
                    }
                }
            }
        }
        return scores;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}

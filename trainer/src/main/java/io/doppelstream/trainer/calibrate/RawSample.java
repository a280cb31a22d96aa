package io.doppelstream.trainer.calibrate;

import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Unfinished rows of a generator without conditions.
 *
 * @param rows number of rows
 * @param values float[rows * D]
 */
record RawSample(int rows, float[] values) {

    private static final int BLOCK_ROWS = 1000;

    /** Draws rows, a function of weights and seed. */
    static RawSample draw(
            TabularData data,
            RowGenerator generator,
            WeightSnapshot weights,
            int rows,
            long seed,
            ExecutionConfig execution) {
        int width = data.layout().width();
        float[] values = new float[rows * width];
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TInt64> seedInput = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
            Operand<TFloat32> unconditional = tf.zeros(
                    tf.constant(new int[] {BLOCK_ROWS, data.conditions().width()}), TFloat32.class);
            Operand<TFloat32> raw = generator.raw(
                    Pass.inference(tf, weights.constants(tf), Seeds.ofRequest(seedInput)),
                    tf.constant(BLOCK_ROWS),
                    unconditional);
            try (Session session = new Session(graph, execution.toProto())) {
                for (int first = 0; first < rows; first += BLOCK_ROWS) {
                    int count = Math.min(BLOCK_ROWS, rows - first);
                    try (TInt64 blockSeed = TInt64.vectorOf(seed, first);
                            Result result = session.runner()
                                    .feed(seedInput, blockSeed)
                                    .fetch(raw)
                                    .run()) {
                        ((TFloat32) result.get(0))
                                .asRawTensor()
                                .data()
                                .asFloats()
                                .read(values, first * width, count * width);
                    }
                }
            }
        }
        return new RawSample(rows, values);
    }
}

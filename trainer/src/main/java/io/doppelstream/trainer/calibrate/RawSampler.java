package io.doppelstream.trainer.calibrate;

import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Draws unfinished rows, without conditions, from a generator in the graph that it is trained in. */
public final class RawSampler {

    private static final int BLOCK_ROWS = 1000;

    private final int width;
    private final Placeholder<TInt64> seed;
    private final Operand<TFloat32> raw;

    /** Draws the generator under the given weights; the session is opened after this. */
    public RawSampler(Ops tf, TabularData data, RowGenerator generator, Weights weights) {
        width = data.layout().width();
        seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Operand<TFloat32> unconditional =
                tf.zeros(tf.constant(new int[] {BLOCK_ROWS, data.conditions().width()}), TFloat32.class);
        raw = generator.raw(Pass.inference(tf, weights, Seeds.ofRequest(seed)), tf.constant(BLOCK_ROWS), unconditional);
    }

    /** Rows that the weights of the moment and the seed decide. */
    public RawSample sample(Session session, int rows, long sampleSeed) {
        float[] values = new float[rows * width];
        for (int first = 0; first < rows; first += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows - first);
            try (TInt64 block = TInt64.vectorOf(sampleSeed, first);
                    Result result =
                            session.runner().feed(seed, block).fetch(raw).run()) {
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values, first * width, count * width);
            }
        }
        return new RawSample(rows, values);
    }
}

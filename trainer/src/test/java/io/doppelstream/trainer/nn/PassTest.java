package io.doppelstream.trainer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.Weights;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PassTest {

    private static final float[][] X = {{1, 10}, {3, 10}, {5, 40}, {7, 20}};

    private final Layers layers = new Layers("generator");

    @Test
    void shouldUseMovingStatisticsWhenInferring() {
        Layer norm = layers.batchNorm(2);
        // Mean 0 and variance 1 at first: only the epsilon is felt.
        assertThat(apply(norm, Mode.INFERENCE)[2]).containsExactly(new float[] {5, 40}, within(1e-3f));
    }

    @Test
    void shouldStandardizeTheBatchWhenTraining() {
        float[][] found = apply(layers.batchNorm(2), Mode.TRAINING);
        assertThat(found[0][0]).isCloseTo((float) (-3 / Math.sqrt(5)), within(1e-4f));
        assertThat(found[3][0]).isCloseTo((float) (3 / Math.sqrt(5)), within(1e-4f));
    }

    @Test
    void shouldStandardizeEachRowWhenLayerNormIsApplied() {
        assertThat(apply(layers.layerNorm(2), Mode.INFERENCE)[1]).containsExactly(new float[] {-1, 1}, within(1e-4f));
    }

    @Test
    void shouldDropOnlyWhenTraining() {
        Layer dropout = layers.dropout(0.5);
        assertThat(apply(dropout, Mode.INFERENCE)).isEqualTo(X);
        float[][] dropped = apply(dropout, Mode.TRAINING);
        int zeros = 0;
        for (int row = 0; row < X.length; row++) {
            for (int column = 0; column < 2; column++) {
                assertThat(dropped[row][column]).isIn(0f, 2 * X[row][column]);
                zeros += dropped[row][column] == 0 ? 1 : 0;
            }
        }
        assertThat(zeros).isBetween(1, 7);
    }

    private static float[][] apply(Layer layer, Mode mode) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            Map<Parameter, Operand<TFloat32>> first = new HashMap<>();
            Weights weights = parameter -> first.computeIfAbsent(parameter, missing -> missing.initializer()
                    .create(tf, missing.shape(), tf.constant(new long[] {1, 2})));
            Pass pass = new Pass(tf, mode, weights, Seeds.ofInitialization(4), Statistics.ignored());
            TFloat32 y = layer.apply(pass, tf.constant(X)).asTensor();
            float[][] found = new float[X.length][2];
            for (int row = 0; row < X.length; row++) {
                found[row] = new float[] {y.getFloat(row, 0), y.getFloat(row, 1)};
            }
            return found;
        }
    }
}

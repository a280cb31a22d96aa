package io.doppelstream.trainer.privacy;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.LinearMap;
import io.doppelstream.trainer.nn.LinearMaps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Clips each row's gradient without ever holding it (Goodfellow, 2015; "ghost clipping", Li et al., 2022). A dense layer
 * with input a and pre-activation z has the gradient {@code a d^T} for its kernel and {@code d} for its bias, d being
 * the row's loss differentiated by z; so the squared norm over all layers is {@code sum of (|a|^2 + 1) |d|^2}. The sum
 * of clipped gradients is then the gradient of the losses weighted by {@code min(1, C / norm)}, held constant.
 *
 * <p>Holds for networks of dense layers whose rows do not see each other: no batch statistics, each layer applied once.
 */
public final class PerExampleClipping implements LinearMaps {

    private final List<LinearMap> maps = new ArrayList<>();

    @Override
    public void applied(LinearMap map) {
        maps.add(map);
    }

    /**
     * The weights of the rows.
     *
     * @param losses of each row, float32[rows], from the one pass that this was told of
     * @param parameters of the network; every one must be of a dense layer seen
     * @param clip largest norm, C
     * @return float32[rows], in (0, 1], without a gradient
     */
    public Operand<TFloat32> factors(Ops tf, Operand<TFloat32> losses, List<Parameter> parameters, double clip) {
        requireAll(parameters);
        TensorMath math = new TensorMath(tf);
        List<Output<?>> deltas = tf.gradients(
                        math.sum(losses), maps.stream().map(LinearMap::output).toList())
                .dy();
        Operand<TFloat32> squares = tf.zerosLike(losses);
        for (int layer = 0; layer < maps.size(); layer++) {
            Operand<TFloat32> inputs =
                    math.add(math.squaredNorms(maps.get(layer).input()), math.scalar(1));
            Operand<TFloat32> delta = math.squaredNorms(deltas.get(layer).expect(TFloat32.class));
            squares = math.add(squares, math.multiply(inputs, delta));
        }
        // C / sqrt(max(norm^2, C^2)) is exactly 1 below the clip, and finite everywhere.
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.maximum(squares, math.scalar(clip * clip)));
        return tf.stopGradient(tf.math.div(math.scalar(clip), norm));
    }

    /** A parameter outside the norm would have no bound. */
    private void requireAll(List<Parameter> parameters) {
        Set<Parameter> seen = new HashSet<>();
        for (LinearMap map : maps) {
            if (!seen.add(map.kernel()) || !seen.add(map.bias())) {
                throw new IllegalArgumentException(
                        "expected each dense layer to be applied once, found " + map.kernel() + " applied again");
            }
        }
        if (!seen.equals(Set.copyOf(parameters))) {
            throw new IllegalArgumentException("expected parameters of dense layers only, found " + parameters
                    + " where the dense layers have " + seen);
        }
    }
}

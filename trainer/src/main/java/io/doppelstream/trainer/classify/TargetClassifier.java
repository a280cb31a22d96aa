package io.doppelstream.trainer.classify;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Probabilities of one column's categories given all other columns of an encoded row: [dense, ReLU] beside products of
 * pairs of values, dropout, dense, ReLU, dense.
 *
 * @param layout of encoded rows, float32[rows, D]
 * @param slot place of the column, which has a group and no scalar
 * @param network from float32[rows, D] to float32[rows, categories]
 */
record TargetClassifier(EncodedLayout layout, EncodedLayout.Slot slot, Network network) {

    private static final int HIDDEN = 256;
    private static final int PRODUCTS = 64;
    private static final int SECOND_HIDDEN = 64;
    private static final double DROPOUT = 0.3;

    static TargetClassifier of(EncodedLayout layout, EncodedLayout.Slot slot) {
        Layers layers = new Layers("target");
        Layer first = Network.of(layers.dense(layout.width(), HIDDEN), layers.relu());
        return new TargetClassifier(
                layout,
                slot,
                Network.of(
                        layers.parallel(first, layers.products(layout.width(), PRODUCTS)),
                        layers.dropout(DROPOUT),
                        layers.dense(HIDDEN + PRODUCTS, SECOND_HIDDEN),
                        layers.relu(),
                        layers.dense(SECOND_HIDDEN, slot.categories())));
    }

    /**
     * Logits of the categories; what a row says of the column itself is not looked at.
     *
     * @param rows encoded rows, float32[rows, D]
     * @return float32[rows, categories]
     */
    Operand<TFloat32> logits(Pass pass, Operand<TFloat32> rows) {
        return network.apply(pass, new TensorMath(pass.tf()).multiply(rows, others(pass.tf())));
    }

    /** Cross-entropy of the rows' categories, float32 scalar. */
    Operand<TFloat32> loss(Pass pass, Operand<TFloat32> rows) {
        TensorMath math = new TensorMath(pass.tf());
        Operand<TFloat32> real = math.columns(rows, slot.group(), slot.categories());
        Operand<TFloat32> likelihood = math.multiply(real, pass.tf().nn.logSoftmax(logits(pass, rows)));
        return math.scale(-slot.categories(), math.mean(likelihood));
    }

    List<Parameter> parameters() {
        return network.parameters();
    }

    /** 0 on the column's own group, 1 elsewhere, float32[1, D]. */
    private Operand<TFloat32> others(Ops tf) {
        float[] mask = new float[layout.width()];
        Arrays.fill(mask, 1);
        Arrays.fill(mask, slot.group(), slot.group() + slot.categories(), 0);
        return tf.constant(Shape.of(1, mask.length), DataBuffers.of(mask));
    }
}

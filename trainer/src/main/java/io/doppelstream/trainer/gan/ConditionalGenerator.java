package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * CTGAN's generator (Xu et al., 2019): normal noise beside the condition, blocks of [dense, batch norm, ReLU, beside the
 * block's input], a dense layer.
 *
 * @param network from float32[rows, latent + C] to float32[rows, D]
 * @param latent width of the noise
 * @param conditionScale factor of the condition at the network's input
 */
record ConditionalGenerator(Network network, int latent, double conditionScale) implements RowGenerator {

    static ConditionalGenerator of(int latent, double conditionScale, int blocks, int hidden, TabularData data) {
        Layers layers = new Layers("generator");
        List<Layer> stack = new ArrayList<>();
        int width = latent + data.conditions().width();
        for (int block = 0; block < blocks; block++) {
            stack.add(layers.concatBlock(layers.dense(width, hidden), layers.batchNorm(hidden), layers.relu()));
            width += hidden;
        }
        stack.add(layers.dense(width, data.layout().width()));
        return new ConditionalGenerator(new Network(stack), latent, conditionScale);
    }

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> noise = tf.random.statelessRandomNormal(
                tf.stack(List.of(rows, tf.constant(latent))), pass.seeds().next(tf));
        return network.apply(pass, math.joinColumns(List.of(noise, math.scale(conditionScale, condition))));
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    @Override
    public List<Parameter> statistics() {
        return network.statistics();
    }
}

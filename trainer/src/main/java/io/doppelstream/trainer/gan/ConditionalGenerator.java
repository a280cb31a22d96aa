package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.NormalNoise;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * CTGAN's generator (Xu et al., 2019): normal noise beside the condition, blocks of [dense, batch norm, ReLU, beside the
 * block's input], a dense layer. A wide condition, zero nearly everywhere, is embedded first, or else most of the work
 * of every layer would be on it.
 *
 * @param embedding from float32[rows, C] to float32[rows, E]; empty: E = C, the condition as it is
 * @param network from float32[rows, latent + E] to float32[rows, D]
 * @param latent width of the noise
 * @param conditionScale factor of the condition at the input
 */
record ConditionalGenerator(Optional<Layer> embedding, Network network, int latent, double conditionScale)
        implements RowGenerator {

    /** @param widestCondition a condition wider than this is embedded in as many numbers; 0: none is */
    static ConditionalGenerator of(
            int latent, double conditionScale, int widestCondition, int blocks, int hidden, TabularData data) {
        Layers layers = new Layers("generator");
        int conditionWidth = data.conditions().width();
        Optional<Layer> embedding = widestCondition > 0 && conditionWidth > widestCondition
                ? Optional.of(layers.dense(conditionWidth, widestCondition))
                : Optional.empty();
        List<Layer> stack = new ArrayList<>();
        int width = latent + (embedding.isPresent() ? widestCondition : conditionWidth);
        for (int block = 0; block < blocks; block++) {
            stack.add(layers.concatBlock(layers.dense(width, hidden), layers.batchNorm(hidden), layers.relu()));
            width += hidden;
        }
        stack.add(layers.dense(width, data.layout().width()));
        return new ConditionalGenerator(embedding, new Network(stack), latent, conditionScale);
    }

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> noise = NormalNoise.of(tf, pass.seeds(), rows, latent);
        Operand<TFloat32> scaled = math.scale(conditionScale, condition);
        Operand<TFloat32> embedded =
                embedding.map(layer -> layer.apply(pass, scaled)).orElse(scaled);
        return network.apply(pass, math.joinColumns(List.of(noise, embedded)));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(network.parameters());
        embedding.ifPresent(layer -> parameters.addAll(layer.parameters()));
        return parameters;
    }

    @Override
    public List<Parameter> statistics() {
        return network.statistics();
    }
}

package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/** Makes the layers of one player, whose name begins the names of all their parameters. */
public final class Layers {

    private final String player;
    private final Map<String, Integer> made = new HashMap<>();

    public Layers(String player) {
        this.player = Objects.requireNonNull(player, "player");
    }

    /** A parameter outside any of the ready-made layers, named {@code player.name}. */
    public Parameter parameter(String name, Initializer initializer, long... shape) {
        return new Parameter(player + "." + name, Shape.of(shape), initializer);
    }

    /**
     * {@code x kernel + bias}: float32[rows, inputs] to float32[rows, outputs]. The kernel starts uniform in
     * &plusmn;1/sqrt(inputs) (LeCun et al., 1998), the bias at zero.
     */
    public Layer dense(int inputs, int outputs) {
        String name = numbered("dense");
        return new Dense(
                parameter(name + ".kernel", Initializer.uniform(1 / Math.sqrt(inputs)), inputs, outputs),
                parameter(name + ".bias", Initializer.zeros(), outputs));
    }

    /** Batch normalization over float32[rows, width] (Ioffe and Szegedy, 2015). */
    public Layer batchNorm(int width) {
        String name = numbered("batch-norm");
        return new BatchNorm(
                parameter(name + ".gain", Initializer.ones(), width),
                parameter(name + ".bias", Initializer.zeros(), width),
                parameter(name + ".moving-mean", Initializer.zeros(), 1, width),
                parameter(name + ".moving-variance", Initializer.ones(), 1, width));
    }

    /** Layer normalization over float32[rows, width] (Ba et al., 2016). */
    public Layer layerNorm(int width) {
        String name = numbered("layer-norm");
        return new LayerNorm(
                parameter(name + ".gain", Initializer.ones(), width),
                parameter(name + ".bias", Initializer.zeros(), width));
    }

    /** {@code x} where positive, {@code slope x} elsewhere (Maas et al., 2013). */
    public Layer leakyRelu(double slope) {
        return (pass, x) -> new TensorMath(pass.tf()).leakyRelu(x, slope);
    }

    /** {@code max(0, x)}, twice differentiable. */
    public Layer relu() {
        return (pass, x) -> new TensorMath(pass.tf()).positivePart(x);
    }

    /** Each element is dropped with the given probability in training, the others scaled up (Srivastava et al., 2014). */
    public Layer dropout(double probability) {
        return new Dropout(probability);
    }

    /**
     * {@code [inner(x), x]}: the block's output beside its input, float32[rows, inner's width + x's width], as in
     * CTGAN's generator (Xu et al., 2019).
     */
    public Layer concatBlock(Layer... inner) {
        return new ConcatBlock(Network.of(inner));
    }

    /**
     * {@code (x A + a) (x B + b)}, element by element: float32[rows, inputs] to float32[rows, outputs]. Each output is a
     * sum over all pairs of inputs with weights of rank one, as in a factorization machine (Rendle, 2010).
     */
    public Layer products(int inputs, int outputs) {
        return new Product(dense(inputs, outputs), dense(inputs, outputs));
    }

    /** {@code [first(x), second(x), ...]}: float32[rows, sum of the layers' widths]. */
    public Layer parallel(Layer... layers) {
        return new Parallel(List.of(layers));
    }

    private String numbered(String kind) {
        return kind + "-" + made.merge(kind, 1, Integer::sum);
    }
}
